package objectledger;

import java.util.Map;
import java.util.Objects;
import objectledger.aws.OwnedBucket;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Looks at objects of the source bucket: one HEAD, and the tags where there are some. Tags of an
 * object that a later one can replace may be the later one's: for these, another HEAD tells.
 */
final class SourceObjectReader {
  private final OwnedBucket bucket;

  SourceObjectReader(OwnedBucket bucket) {
    this.bucket = bucket;
  }

  /**
   * Looks at the very version that an event speaks of, so that a later overwrite is never taken for
   * it. Where versions are not kept, the ETag tells the two apart.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or cannot be reached
   * @throws DeadlineExceededException if no time is left
   */
  ObjectState read(ObjectEvent event, Deadline deadline) {
    return event.kind() == ObjectEvent.Kind.DELETE
        ? new ObjectState.Unread()
        : read(event.key(), event.versionId(), event.hasOwnVersion() ? "" : event.eTag(), deadline);
  }

  /**
   * Looks at a version of an object, or at its present one where the version is empty.
   *
   * @param eTag of the object that is looked for; empty where any will do
   * @return {@link ObjectState.Superseded} also where it was overwritten while it was looked at
   */
  ObjectState read(String key, String versionId, String eTag, Deadline deadline) {
    var version = versionId.isEmpty() ? null : versionId;
    try {
      var head = bucket.head(key, version, deadline);
      if (!eTag.isEmpty() && !eTag.equals(ObjectMetadataFields.unquoted(head.eTag()))) {
        return new ObjectState.Superseded();
      }
      return head.tagCount() == null || head.tagCount() == 0
          ? new ObjectState.Present(head, Map.of())
          : tagged(key, version, head, deadline);
    } catch (S3Exception e) {
      return e.statusCode() == 400 ? readTagsOnly(key, version, deadline, e) : gone(e);
    }
  }

  /**
   * What a refusal tells.
   *
   * @throws S3Exception if it is not that there is no such object
   */
  private static ObjectState gone(S3Exception e) {
    return switch (e.statusCode()) {
      // 405 is what HEAD of a delete marker's version answers.
      case 404, 405 -> new ObjectState.Gone();
      default -> throw e;
    };
  }

  private ObjectState tagged(
      String key, String version, HeadObjectResponse head, Deadline deadline) {
    var seen = version == null ? head.versionId() : version;
    Map<String, String> tags;
    try {
      tags = bucket.tags(key, seen, deadline);
    } catch (S3Exception e) {
      var gone = gone(e);
      // Where any version will do, the object may have others.
      return version == null && seen != null ? new ObjectState.Superseded() : gone;
    }
    return isLasting(seen) || isStill(head, key, version, deadline)
        ? new ObjectState.Present(head, tags)
        : new ObjectState.Superseded();
  }

  /** Whether no later object can replace the version. */
  private static boolean isLasting(String version) {
    return version != null && !version.equals("null");
  }

  private boolean isStill(HeadObjectResponse head, String key, String version, Deadline deadline) {
    try {
      var now = bucket.headWithoutChecksum(key, version, deadline);
      return Objects.equals(now.eTag(), head.eTag())
          && Objects.equals(now.lastModified(), head.lastModified())
          && Objects.equals(now.versionId(), head.versionId());
    } catch (S3Exception e) {
      if (e.statusCode() != 400) {
        throw e;
      }
      // A customer's key by now, if the tags can be read: else it is the credentials.
      bucket.tags(key, version, deadline);
      return false;
    }
  }

  /**
   * HEAD answers 400 for a customer's own key, and for expired credentials too. The tags need no
   * key: where they can be read, it was the key; where not, their refusal says why, which a HEAD's
   * cannot.
   */
  private ObjectState readTagsOnly(
      String key, String version, Deadline deadline, S3Exception badRequest) {
    Map<String, String> tags;
    try {
      tags = bucket.tags(key, version, deadline);
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return new ObjectState.Gone();
      }
      e.addSuppressed(badRequest);
      throw e;
    }
    return tags.isEmpty() || isLasting(version)
        ? new ObjectState.CustomerEncrypted(tags)
        : stillEncrypted(tags, key, version, deadline);
  }

  /** An object that can be read by now is another one. */
  private ObjectState stillEncrypted(
      Map<String, String> tags, String key, String version, Deadline deadline) {
    try {
      bucket.headWithoutChecksum(key, version, deadline);
      return new ObjectState.Superseded();
    } catch (S3Exception e) {
      return e.statusCode() == 400 ? new ObjectState.CustomerEncrypted(tags) : gone(e);
    }
  }
}
