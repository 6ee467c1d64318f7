package objectledger;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Looks at the object that an event speaks of: one HEAD, and its tags where it has some. */
final class SourceObject {
  private final S3Client s3;
  private final String owner;

  /**
   * @param owner account id that must own the bucket: a bucket that was deleted and made again by
   *     somebody else answers 403
   */
  SourceObject(S3Client s3, String owner) {
    this.s3 = s3;
    this.owner = owner;
  }

  /**
   * Looks at the event's own version, so that a later overwrite is never taken for it.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or cannot be reached
   */
  Observation look(ObjectEvent event) {
    if (event.kind() == ObjectEvent.Kind.DELETE) {
      return new Observation.Unread();
    }
    try {
      var head = head(event);
      if (isAnother(head, event)) {
        return new Observation.Superseded();
      }
      var hasTags = head.tagCount() != null && head.tagCount() > 0;
      return new Observation.Present(head, hasTags ? tags(event) : Map.of());
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        // 405 is what HEAD of a delete marker's version answers.
        case 404, 405 -> new Observation.Gone();
        case 400 -> customerKey(event, e);
        default -> throw e;
      };
    }
  }

  /**
   * Checksum mode needs the right to decrypt where the object's key is one of KMS; HEAD does not.
   */
  private HeadObjectResponse head(ObjectEvent event) {
    var request = request(event);
    try {
      return s3.headObject(request.checksumMode(ChecksumMode.ENABLED).build());
    } catch (S3Exception e) {
      if (e.statusCode() == 403) {
        return s3.headObject(request.checksumMode((ChecksumMode) null).build());
      }
      throw e;
    }
  }

  private HeadObjectRequest.Builder request(ObjectEvent event) {
    return HeadObjectRequest.builder()
        .bucket(event.bucket())
        .key(event.key())
        .versionId(versionOf(event))
        .expectedBucketOwner(owner);
  }

  /** Only a version of its own cannot be replaced; elsewhere the ETag tells. */
  private static boolean isAnother(HeadObjectResponse head, ObjectEvent event) {
    return !event.hasOwnVersion()
        && !event.eTag().isEmpty()
        && !event.eTag().equals(HeadFacts.unquoted(head.eTag()));
  }

  /**
   * HEAD answers 400 for a customer's own key, and for expired credentials too. The tags need no
   * key: where they can be read, it was the key.
   */
  private Observation customerKey(ObjectEvent event, S3Exception badRequest) {
    try {
      return new Observation.CustomerKey(tags(event));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return new Observation.Gone();
      }
      badRequest.addSuppressed(e);
      throw badRequest;
    }
  }

  private Map<String, String> tags(ObjectEvent event) {
    var answer =
        s3.getObjectTagging(
            GetObjectTaggingRequest.builder()
                .bucket(event.bucket())
                .key(event.key())
                .versionId(versionOf(event))
                .expectedBucketOwner(owner)
                .build());
    var tags = new HashMap<String, String>();
    answer.tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private static String versionOf(ObjectEvent event) {
    return event.versionId().isEmpty() ? null : event.versionId();
  }
}
