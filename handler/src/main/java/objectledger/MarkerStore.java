package objectledger;

import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The markers of workflow calls: an object in the ledger bucket for each record that is called for.
 */
final class MarkerStore {
  private final S3Client s3;
  private final Settings settings;

  MarkerStore(S3Client s3, Settings settings) {
    this.s3 = s3;
    this.settings = settings;
  }

  /**
   * The marker that is there.
   *
   * @param eTag empty where there is none
   */
  record Stored(String eTag, Marker marker) {}

  static String keyOf(LedgerRecord record) {
    return "workflow/source=%s/%s.json".formatted(record.bucket(), record.id());
  }

  Stored read(LedgerRecord record, Deadline deadline) {
    try {
      var head =
          s3.headObject(
              HeadObjectRequest.builder()
                  .bucket(settings.ledgerBucket())
                  .key(keyOf(record))
                  .expectedBucketOwner(settings.bucketOwner())
                  .overrideConfiguration(CallLimit.of(deadline))
                  .build());
      return new Stored(head.eTag(), Marker.of(head.metadata()));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return new Stored("", Marker.NONE);
      }
      throw e;
    }
  }

  /**
   * Replaces the marker that was read.
   *
   * @param eTag of the one that was read; empty where there was none
   * @return the new one's ETag; empty where nothing was written: another one is there by now, or is
   *     being written, or an earlier attempt of this write succeeded and its answer was lost
   */
  Optional<String> replace(LedgerRecord record, String eTag, Marker marker, Deadline deadline) {
    var facts =
        new Facts()
            .put("schema_version", LedgerRecord.SCHEMA_VERSION)
            .put("record_id", record.id())
            .put("state", marker.state())
            .put("until", marker.until())
            .put("status", marker.status() == 0 ? null : marker.status())
            .put("may_have_acted", marker.mayHaveActed() ? true : null);
    record.facts().only("bucket", "key", "version_id").forEach(facts::put);
    try {
      var answer =
          s3.putObject(
              PutObjectRequest.builder()
                  .bucket(settings.ledgerBucket())
                  .key(keyOf(record))
                  .ifMatch(eTag.isEmpty() ? null : eTag)
                  .ifNoneMatch(eTag.isEmpty() ? "*" : null)
                  .expectedBucketOwner(settings.bucketOwner())
                  .contentType("application/json")
                  .metadata(marker.metadata(settings.functionVersion()))
                  .overrideConfiguration(CallLimit.of(deadline))
                  .build(),
              RequestBody.fromBytes(facts.toJson()));
      return Optional.of(answer.eTag());
    } catch (S3Exception e) {
      // Where no marker was expected, 404 speaks of the bucket.
      var isOther = e.statusCode() == 412 || e.statusCode() == 409;
      if (isOther || (e.statusCode() == 404 && !eTag.isEmpty())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
