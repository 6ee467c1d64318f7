package objectledger;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'date='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

  private final S3Client s3;
  private final Settings settings;

  Journal(S3Client s3, Settings settings) {
    this.s3 = s3;
    this.settings = settings;
  }

  /** Where a record stands in the ledger bucket. Only the bucket's name and digests are in it. */
  static String keyOf(LedgerRecord record) {
    return "journal/source=%s/%s/%s.json"
        .formatted(record.bucket(), HOUR.format(record.time()), record.id());
  }

  /**
   * Writes a record.
   *
   * @return whether it was written; false means that it was there
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or cannot be reached
   * @throws Unfinished if no time is left
   */
  boolean append(LedgerRecord record, Deadline deadline) {
    try {
      s3.putObject(
          PutObjectRequest.builder()
              .bucket(settings.ledgerBucket())
              .key(keyOf(record))
              .ifNoneMatch("*")
              .expectedBucketOwner(settings.bucketOwner())
              .contentType("application/json")
              .metadata(Map.of("function-version", settings.functionVersion()))
              .overrideConfiguration(deadline.limits())
              .build(),
          RequestBody.fromBytes(record.toJson()));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == 412) {
        return false;
      }
      throw e;
    }
  }
}
