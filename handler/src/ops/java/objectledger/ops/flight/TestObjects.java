package objectledger.ops.flight;

import java.util.Map;
import java.util.UUID;
import objectledger.ops.Source;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Objects of our own in a source, under keys that its filter accepts and that nobody else has. What
 * role makes them may write nothing else there.
 *
 * @param run what distinguishes the keys of this run from those of others
 */
public record TestObjects(S3Client s3, Source source, String run) {
  /** Objects under keys that no other run has. */
  public static TestObjects ofNewRun(S3Client s3, Source source) {
    return new TestObjects(s3, source, UUID.randomUUID().toString());
  }

  /** How the keys begin. */
  public String prefix() {
    return source.keyPrefix() + "object-ledger-smoke/" + run + "/";
  }

  /** A key that the source has recorded. */
  public String key(String name) {
    return prefix() + name + source.keySuffix();
  }

  /**
   * Puts an object.
   *
   * @param tags as in a URL; empty for none
   * @return the id of its version; empty where the bucket keeps no versions
   */
  public String put(String key, String body, Map<String, String> metadata, String tags) {
    var request =
        PutObjectRequest.builder()
            .bucket(source.bucket())
            .key(key)
            .contentType("text/plain")
            .metadata(metadata);
    if (!tags.isEmpty()) {
      request.tagging(tags);
    }
    var version = s3.putObject(request.build(), RequestBody.fromString(body)).versionId();
    return version == null ? "" : version;
  }

  /** Deletes an object: where the bucket keeps versions, that only makes a marker. */
  public DeleteObjectResponse delete(String key) {
    return s3.deleteObject(delete -> delete.bucket(source.bucket()).key(key));
  }

  /** Deletes a version for good, or the present object where it is null. */
  public DeleteObjectResponse delete(String key, String version) {
    return s3.deleteObject(delete -> delete.bucket(source.bucket()).key(key).versionId(version));
  }

  /**
   * Deletes every version of the objects of this run.
   *
   * @return how many
   */
  public int cleanUp() {
    var deleted = 0;
    for (var page :
        s3.listObjectVersionsPaginator(
            list -> list.bucket(source.bucket()).prefix(prefix()).encodingType(EncodingType.URL))) {
      page.versions().forEach(version -> delete(version.key(), version.versionId()));
      page.deleteMarkers().forEach(marker -> delete(marker.key(), marker.versionId()));
      deleted += page.versions().size() + page.deleteMarkers().size();
    }
    return deleted;
  }
}
