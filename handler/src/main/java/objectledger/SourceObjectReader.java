package objectledger;

import java.util.Map;
import java.util.Objects;
import objectledger.aws.EventKind;
import objectledger.aws.ObjectMetadataFields;
import objectledger.aws.OwnedBucket;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads the state of objects of one source bucket: one HEAD, and the tags if there are any. The
 * tags of an object without a version of its own may be those of a later object, so another HEAD
 * checks that it is still the same.
 */
record SourceObjectReader(OwnedBucket bucket) {

  /**
   * Reads the version that the event names, so that a later overwrite is not taken for it. In a
   * bucket without versioning, the ETag distinguishes the two.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 rejects the call or cannot be
   *     reached
   * @throws DeadlineExceededException if no time is left
   */
  ObjectState read(ObjectEvent event, Deadline deadline) {
    return event.kind() == EventKind.DELETE
        ? new ObjectState.Unread()
        : read(event.key(), event.versionId(), event.hasOwnVersion() ? "" : event.eTag(), deadline);
  }

  /**
   * Reads a version of an object, or the present one if the version is empty.
   *
   * @param eTag that the object must have; empty for any
   * @return {@link ObjectState.Superseded} also if it was overwritten while it was read
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
   * The state that an error response means.
   *
   * @throws S3Exception unless it means that the object does not exist
   */
  private static ObjectState gone(S3Exception e) {
    return switch (e.statusCode()) {
      // A HEAD of a delete marker's version returns 405.
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
      // No version was named: this one is gone, but another may be present.
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
      // Readable tags mean that it is SSE-C by now; otherwise this call throws.
      bucket.tags(key, version, deadline);
      return false;
    }
  }

  /**
   * A HEAD returns 400 for SSE-C, and also for expired credentials. The tags need no key: if they
   * can be read, the reason was SSE-C; if not, the error of this call has a body with the reason,
   * which the error of a HEAD does not have.
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

  /** A HEAD that succeeds now means that the object was replaced. */
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
