package objectledger;

import objectledger.aws.OwnedBucket;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;

/**
 * The append-only records, partitioned by source and hour of the event. A record's name is its
 * identity and it is written only where there is none, so a repeated event changes nothing.
 */
final class Journal {
  private final OwnedBucket ledger;

  Journal(OwnedBucket ledger) {
    this.ledger = ledger;
  }

  /**
   * Writes a record as an object of its own, named by its identity.
   *
   * @return whether it was written; false means that it was there
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or cannot be reached
   * @throws DeadlineExceededException if no time is left
   */
  boolean append(LedgerRecord record, Deadline deadline) {
    return ledger.putIfAbsent(
        Segment.partitionOf(record) + record.id() + ".json",
        "application/json",
        record.toJson(),
        deadline);
  }

  /**
   * Writes the records of a segment as one object.
   *
   * @return whether they were written; false means that the very same segment was there
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or cannot be reached
   * @throws DeadlineExceededException if no time is left
   */
  boolean append(Segment segment, Deadline deadline) {
    return ledger.putIfAbsent(
        segment.partition() + segment.name() + ".json",
        segment.isOneRecord() ? "application/json" : "application/x-ndjson",
        segment.content(),
        deadline);
  }
}
