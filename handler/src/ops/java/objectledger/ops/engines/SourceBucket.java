package objectledger.ops.engines;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;

/** Changes of a source bucket: its objects, its versioning and what it notifies. */
record SourceBucket(S3Client s3, String bucket) {
  /** A part of an upload has 5 MB at least, unless it is the last one. */
  private static final int PART = 5 << 20;

  void copy(String from, String to) {
    s3.copyObject(
        copy ->
            copy.sourceBucket(bucket).sourceKey(from).destinationBucket(bucket).destinationKey(to));
  }

  void put(String key, String body) {
    s3.putObject(
        put ->
            put.bucket(bucket)
                .key(key)
                .metadata(Map.of("team", "blue"))
                .tagging("stage=raw&Owner=a%20b"),
        RequestBody.fromString(body));
  }

  void upload(String key) {
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

  void tag(String key) {
    var stage = Tag.builder().key("stage").value("clean").build();
    s3.putObjectTagging(tag -> tag.bucket(bucket).key(key).tagging(all -> all.tagSet(stage)));
  }

  void delete(String key, String version) {
    s3.deleteObject(delete -> delete.bucket(bucket).key(key).versionId(version));
  }

  /** The versions of an object, the newest first. */
  List<String> versions(String key) {
    return s3.listObjectVersions(list -> list.bucket(bucket).prefix(key)).versions().stream()
        .map(version -> version.versionId())
        .toList();
  }

  String marker(String key) {
    return s3.listObjectVersions(list -> list.bucket(bucket).prefix(key))
        .deleteMarkers()
        .getFirst()
        .versionId();
  }

  void setVersioning(BucketVersioningStatus status) {
    s3.putBucketVersioning(
        put -> put.bucket(bucket).versioningConfiguration(v -> v.status(status)));
  }

  void setNotifications(NotificationConfiguration rules) {
    s3.putBucketNotificationConfiguration(
        put -> put.bucket(bucket).notificationConfiguration(rules).skipDestinationValidation(true));
  }
}
