package objectledger;

import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The append-only records, partitioned by source and hour of the event. A record's name is its
 * identity and it is written only where there is none, so a repeated event changes nothing.
 */
final class Journal {
  private final S3Client s3;
  private final Settings settings;

  Journal(S3Client s3, Settings settings) {
    this.s3 = s3;
    this.settings = settings;
  }

  /**
   * Writes a record as an object of its own, named by its identity.
   *
   * @return whether it was written; false means that it was there
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or cannot be reached
   * @throws Unfinished if no time is left
   */
  boolean append(LedgerRecord record, Deadline deadline) {
    return write(
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
   * @throws Unfinished if no time is left
   */
  boolean append(Segment segment, Deadline deadline) {
    return write(
        segment.partition() + segment.name() + ".json",
        segment.isOneRecord() ? "application/json" : "application/x-ndjson",
        segment.content(),
        deadline);
  }

  private boolean write(String key, String contentType, byte[] content, Deadline deadline) {
    try {
      s3.putObject(
          PutObjectRequest.builder()
              .bucket(settings.ledgerBucket())
              .key(key)
              .ifNoneMatch("*")
              .expectedBucketOwner(settings.bucketOwner())
              .contentType(contentType)
              .metadata(Map.of("function-version", settings.functionVersion()))
              .overrideConfiguration(CallLimit.of(deadline))
              .build(),
          RequestBody.fromBytes(content));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == 412) {
        return false;
      }
      throw e;
    }
  }
}
