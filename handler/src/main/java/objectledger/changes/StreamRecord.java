package objectledger.changes;

/**
 * A record of a stream, or the change that is in the data of one. What it does not have is empty or
 * null.
 *
 * @param arn of the stream
 * @param id that AWS gave it; in Kinesis the shard, a colon and the number
 * @param event that DynamoDB names, such as {@code INSERT}
 * @param table that DynamoDB names in Kinesis
 * @param isExpired whether DynamoDB deleted the item at the end of its time to live
 * @param kinesis what Kinesis says
 * @param dynamo what DynamoDB says
 * @param whole the record as it came
 */
record StreamRecord(
    String arn,
    String id,
    String event,
    String table,
    boolean isExpired,
    Kinesis kinesis,
    Dynamo dynamo,
    Slice whole) {

  /**
   * @param number of the record in its stream
   * @param data in Base64
   */
  record Kinesis(String number, String data) {}

  /**
   * @param number of the record in its stream; empty in Kinesis
   * @param keys of the item
   * @param image of the item after the change; null if the record has none
   * @param types the image with DynamoDB's types
   * @param time of the change, without its unit
   * @param precision that names the unit of the time
   */
  record Dynamo(
      String number, Value keys, Value image, Slice types, String time, String precision) {}

  /** The number that names it in an answer; empty if it has none. */
  String number() {
    if (kinesis != null) {
      return kinesis.number();
    }
    return dynamo == null ? "" : dynamo.number();
  }
}
