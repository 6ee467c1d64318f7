package objectledger.ops.engines;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import objectledger.ops.CommandException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Makes what there is to ask for, in a source bucket of the local environment: objects and versions
 * of all kinds with their real records, and changes that no event tells of, so that each statement
 * finds something.
 */
final class SampleObjects {
  /** A part of an upload has 5 MB at least, unless it is the last one. */
  private static final int PART = 5 << 20;

  /** The key that the statement story is asked for. */
  static final String STORY = "sample/it's \"one\"\nkey+of 100% ü 日本";

  private static final List<String> KEYS =
      List.of(STORY, "sample/plain", "sample/a/b.csv", "other/empty", "other/x=1/part.parquet");

  private final S3Client s3;
  private final String bucket;

  SampleObjects(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** The objects and their first changes. */
  int first() {
    KEYS.forEach(key -> put(key, "first " + key));
    put("other/empty/", "");
    put("sample/gone", "to be deleted");
    put("sample/back", "to be deleted and put again");
    upload("sample/upload.bin");
    return KEYS.size() + 4;
  }

  /** Versions, deletions and tags. */
  int second() {
    KEYS.forEach(key -> put(key, "second version of " + key));
    delete("sample/gone", null);
    delete("sample/back", null);
    put("sample/back", "again");
    tag("sample/plain");
    delete("sample/a/b.csv", versions("sample/a/b.csv").getLast());
    s3.copyObject(
        copy ->
            copy.sourceBucket(bucket)
                .sourceKey("sample/plain")
                .destinationBucket(bucket)
                .destinationKey("sample/copied"));
    return KEYS.size() + 6 + withoutVersions();
  }

  /** Objects whose version is null, as in a bucket whose versioning was suspended. */
  private int withoutVersions() {
    setVersioning(BucketVersioningStatus.SUSPENDED);
    put("suspended/one", "one");
    put("suspended/one", "two, in its place");
    put("suspended/gone", "to be deleted");
    delete("suspended/gone", null);
    setVersioning(BucketVersioningStatus.ENABLED);
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
    setNotifications(NotificationConfiguration.builder().build());
    put("missed/new", "no event tells of it");
    put("sample/plain", "nor of this version");
    delete("sample/copied", null);
    delete("sample/a/b.csv", versions("sample/a/b.csv").getFirst());
    // The object that the delete marker hid is the current one again.
    delete("sample/gone", marker("sample/gone"));
    setNotifications(rules);
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

  private void put(String key, String body) {
    s3.putObject(
        put ->
            put.bucket(bucket)
                .key(key)
                .metadata(Map.of("team", "blue"))
                .tagging("stage=raw&Owner=a%20b"),
        RequestBody.fromString(body));
  }

  private void upload(String key) {
    var id = s3.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
    var part =
        s3.uploadPart(
            upload -> upload.bucket(bucket).key(key).uploadId(id).partNumber(1),
            RequestBody.fromBytes(new byte[PART]));
    var first = CompletedPart.builder().partNumber(1).eTag(part.eTag()).build();
    s3.completeMultipartUpload(
        complete ->
            complete.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(first)));
  }

  private void tag(String key) {
    var stage = Tag.builder().key("stage").value("clean").build();
    s3.putObjectTagging(tag -> tag.bucket(bucket).key(key).tagging(all -> all.tagSet(stage)));
  }

  private void delete(String key, String version) {
    s3.deleteObject(delete -> delete.bucket(bucket).key(key).versionId(version));
  }

  /** The versions of an object, the newest first. */
  private List<String> versions(String key) {
    return s3.listObjectVersions(list -> list.bucket(bucket).prefix(key)).versions().stream()
        .map(version -> version.versionId())
        .toList();
  }

  private String marker(String key) {
    return s3.listObjectVersions(list -> list.bucket(bucket).prefix(key))
        .deleteMarkers()
        .getFirst()
        .versionId();
  }

  private void setVersioning(BucketVersioningStatus status) {
    s3.putBucketVersioning(
        put -> put.bucket(bucket).versioningConfiguration(v -> v.status(status)));
  }

  private void setNotifications(NotificationConfiguration rules) {
    s3.putBucketNotificationConfiguration(
        put -> put.bucket(bucket).notificationConfiguration(rules).skipDestinationValidation(true));
  }
}
