package objectledger;

import objectledger.aws.OwnedBucket;
import objectledger.aws.Retention;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;

/**
 * The append-only journal, partitioned by source and hour of the event. An object is named by the
 * record id, or by a digest of several, and written with {@code If-None-Match}, so a repeated event
 * changes nothing. With Object Lock, S3 keeps each object for the retention.
 */
record Journal(OwnedBucket ledger, Retention retention) {

  /**
   * Writes the records of a segment as one object.
   *
   * @return whether they were written; false if the same segment existed
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or cannot be reached
   * @throws DeadlineExceededException if no time is left
   */
  boolean append(Segment segment, Deadline deadline) {
    return ledger.putIfAbsent(
        segment.partition() + segment.name() + ".json",
        segment.isOneRecord() ? "application/json" : "application/x-ndjson",
        segment.content(),
        retention,
        deadline);
  }
}
