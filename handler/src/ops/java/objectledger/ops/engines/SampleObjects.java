package objectledger.ops.engines;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import objectledger.ops.CommandException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;

/**
 * Makes what there is to ask for, in a source bucket of the local environment: objects and versions
 * of all kinds with their real records, and changes that no event tells of, so that each statement
 * finds something.
 */
final class SampleObjects {
  /** The key that the statement story is asked for. */
  static final String STORY = "sample/it's \"one\"\nkey+of 100% ü 日本";

  private static final List<String> KEYS =
      List.of(STORY, "sample/plain", "sample/a/b.csv", "other/empty", "other/x=1/part.parquet");

  private final S3Client s3;
  private final String bucket;
  private final SourceBucket source;

  SampleObjects(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
    this.source = new SourceBucket(s3, bucket);
  }

  /** The objects and their first changes. */
  int first() {
    KEYS.forEach(key -> source.put(key, "first " + key));
    source.put("other/empty/", "");
    source.put("sample/gone", "to be deleted");
    source.put("sample/back", "to be deleted and put again");
    source.upload("sample/upload.bin");
    return KEYS.size() + 4;
  }

  /** Versions, deletions and tags. */
  int second() {
    KEYS.forEach(key -> source.put(key, "second version of " + key));
    source.delete("sample/gone", null);
    source.delete("sample/back", null);
    source.put("sample/back", "again");
    source.tag("sample/plain");
    source.delete("sample/a/b.csv", source.versions("sample/a/b.csv").getLast());
    source.copy("sample/plain", "sample/copied");
    return KEYS.size() + 6 + withoutVersions();
  }

  /** Objects whose version is null, as in a bucket whose versioning was suspended. */
  private int withoutVersions() {
    source.setVersioning(BucketVersioningStatus.SUSPENDED);
    source.put("suspended/one", "one");
    source.put("suspended/one", "two, in its place");
    source.put("suspended/gone", "to be deleted");
    source.delete("suspended/gone", null);
    source.setVersioning(BucketVersioningStatus.ENABLED);
    return 4;
  }

  /** What the ledger does not hear of: events are off while it happens. */
  void withoutEvents() {
    var present = s3.getBucketNotificationConfiguration(get -> get.bucket(bucket));
    var rules =
        NotificationConfiguration.builder()
            .lambdaFunctionConfigurations(present.lambdaFunctionConfigurations())
            .queueConfigurations(present.queueConfigurations())
            .topicConfigurations(present.topicConfigurations())
            .eventBridgeConfiguration(present.eventBridgeConfiguration())
            .build();
    source.setNotifications(NotificationConfiguration.builder().build());
    source.put("missed/new", "no event tells of it");
    source.put("sample/plain", "nor of this version");
    source.delete("sample/copied", null);
    source.delete("sample/a/b.csv", source.versions("sample/a/b.csv").getFirst());
    // The object that the delete marker hid is the current one again.
    source.delete("sample/gone", source.marker("sample/gone"));
    source.setNotifications(rules);
  }

  /** Waits until the ledger has so many objects in the journal of this bucket. */
  void await(String ledger, long count) {
    var deadline = Instant.now().plus(Duration.ofMinutes(2));
    Supplier<Long> present = () -> recorded(ledger);
    while (present.get() < count) {
      if (Instant.now().isAfter(deadline)) {
        throw new CommandException(
            "%s of %s records are in the journal after two minutes"
                .formatted(present.get(), count));
      }
    }
  }

  /** How many objects the journal of this bucket has. */
  long recorded(String ledger) {
    var prefix = "journal/source=" + bucket + "/";
    return s3.listObjectsV2Paginator(list -> list.bucket(ledger).prefix(prefix)).contents().stream()
        .count();
  }
}
