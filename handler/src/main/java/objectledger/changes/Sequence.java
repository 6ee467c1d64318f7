package objectledger.changes;

/**
 * The order of the changes of an item, as text of fixed width: a greater text is a newer change.
 * The epoch is first: changes of a stream or table that replaced another are newer than all of
 * that.
 */
final class Sequence {
  private static final int EPOCH = 4;

  /** AWS documents 21 to 40 digits. */
  private static final int DYNAMO = 40;

  /** Those of Kinesis have 56. */
  private static final int KINESIS = 56;

  private static final int MICROSECONDS = 20;
  private static final int OWN = 40;
  private static final String MICROS_OF_A_MILLI = "000";

  private Sequence() {}

  /** The order in a stream of a table: each item's records have rising numbers. */
  static String ofDynamo(int epoch, String number) {
    return epoch(epoch) + digits(number, DYNAMO, "the sequence number");
  }

  /**
   * The order of DynamoDB's changes in Kinesis, which come late and twice: their time, and among
   * equal times the order in which they arrived.
   *
   * @param precision of the time; milliseconds where a record does not name it
   */
  static String ofDynamoInKinesis(int epoch, String time, String precision, String number) {
    var micros =
        switch (precision) {
          case "MICROSECOND" -> time;
          case "MILLISECOND", "" -> time.isEmpty() ? "" : time.concat(MICROS_OF_A_MILLI);
          default ->
              throw new RefusalException(
                  ReasonCode.SEQ_INVALID, "the time is neither in milli- nor in microseconds");
        };
    return epoch(epoch)
        + digits(micros, MICROSECONDS, "the time of the change")
        + "-"
        + digits(number, KINESIS, "the sequence number");
  }

  /** The order that the data themselves name. */
  static String ofData(int epoch, Value value) {
    var text =
        switch (value) {
          case Value.Digits digits -> digits.text();
          case Value.Text own -> own.text();
          case null, default ->
              throw new RefusalException(
                  ReasonCode.SEQ_INVALID, "there is no number where seq should be");
        };
    var number = Numbers.natural(text, OWN);
    if (number == null) {
      throw new RefusalException(
          ReasonCode.SEQ_INVALID,
          "seq is no whole number of 0 to %s digits, without a sign".formatted(OWN));
    }
    return epoch(epoch) + digits(number.toString(), OWN, "seq");
  }

  /** Of records that no other replaces. */
  static String ofAppended(int epoch, String number) {
    return epoch(epoch) + digits(number, KINESIS, "the sequence number");
  }

  private static String epoch(int epoch) {
    return "0".repeat(EPOCH - String.valueOf(epoch).length()) + epoch + "-";
  }

  private static String digits(String text, int width, String what) {
    var isNumber = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber || text.length() > width) {
      throw new RefusalException(
          ReasonCode.SEQ_INVALID, "%s is no number of 1 to %s digits".formatted(what, width));
    }
    return "0".repeat(width - text.length()) + text;
  }
}
