package objectledger.changes;

/**
 * What is declared of a label.
 *
 * @param label its name
 * @param source ARN of the Kinesis stream, or of the table whose stream it is
 * @param format of its records
 * @param table that DynamoDB's records in Kinesis must be of; empty: any
 * @param epoch of the stream: changes of a greater one are newer
 * @param seq path of the order, in plain JSON; empty: each record is appended
 * @param deleted path of what says that an item is deleted, in plain JSON; empty: none is
 * @param target of the changes
 */
public record Declaration(
    String label,
    String source,
    Format format,
    String table,
    int epoch,
    String seq,
    String deleted,
    Target target) {

  /** What the records of a stream are. */
  public enum Format {
    /** DynamoDB's changes, in a stream of a table or in Kinesis. */
    DYNAMODB,
    /** Data of an application's own. */
    JSON
  }

  /** Whether each record is a row of its own, which no other replaces. */
  boolean isAppended() {
    return format == Format.JSON && seq.isEmpty();
  }
}
