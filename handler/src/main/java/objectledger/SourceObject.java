package objectledger;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Looks at objects of the source bucket: one HEAD, and the tags where there are some. */
final class SourceObject {
  private final S3Client s3;
  private final Settings settings;

  SourceObject(S3Client s3, Settings settings) {
    this.s3 = s3;
    this.settings = settings;
  }

  /**
   * Looks at the very version that an event speaks of, so that a later overwrite is never taken for
   * it. Where versions are not kept, the ETag tells the two apart.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or cannot be reached
   * @throws Unfinished if no time is left
   */
  Observation look(ObjectEvent event, Deadline deadline) {
    return event.kind() == ObjectEvent.Kind.DELETE
        ? new Observation.Unread()
        : look(event.key(), event.versionId(), event.hasOwnVersion() ? "" : event.eTag(), deadline);
  }

  /**
   * Looks at a version of an object, or at its present one where the version is empty.
   *
   * @param eTag of the object that is looked for; empty where any will do
   */
  Observation look(String key, String versionId, String eTag, Deadline deadline) {
    var version = versionId.isEmpty() ? null : versionId;
    try {
      var head = head(key, version, deadline);
      if (!eTag.isEmpty() && !eTag.equals(HeadFacts.unquoted(head.eTag()))) {
        return new Observation.Superseded();
      }
      var hasTags = head.tagCount() != null && head.tagCount() > 0;
      return new Observation.Present(head, hasTags ? tags(key, version, deadline) : Map.of());
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        // 405 is what HEAD of a delete marker's version answers.
        case 404, 405 -> new Observation.Gone();
        case 400 -> customerKey(key, version, deadline, e);
        default -> throw e;
      };
    }
  }

  /** Checksum mode needs the right to decrypt where the object's key is of KMS; HEAD does not. */
  private HeadObjectResponse head(String key, String version, Deadline deadline) {
    var request =
        HeadObjectRequest.builder()
            .bucket(settings.sourceBucket())
            .key(key)
            .versionId(version)
            .expectedBucketOwner(settings.bucketOwner());
    try {
      return s3.headObject(
          request
              .checksumMode(ChecksumMode.ENABLED)
              .overrideConfiguration(deadline.limits())
              .build());
    } catch (S3Exception e) {
      if (e.statusCode() == 403) {
        return s3.headObject(
            request
                .checksumMode((ChecksumMode) null)
                .overrideConfiguration(deadline.limits())
                .build());
      }
      throw e;
    }
  }

  /**
   * HEAD answers 400 for a customer's own key, and for expired credentials too. The tags need no
   * key: where they can be read, it was the key; where not, their refusal says why, which a HEAD's
   * cannot.
   */
  private Observation customerKey(
      String key, String version, Deadline deadline, S3Exception badRequest) {
    try {
      return new Observation.CustomerKey(tags(key, version, deadline));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return new Observation.Gone();
      }
      e.addSuppressed(badRequest);
      throw e;
    }
  }

  private Map<String, String> tags(String key, String version, Deadline deadline) {
    var answer =
        s3.getObjectTagging(
            GetObjectTaggingRequest.builder()
                .bucket(settings.sourceBucket())
                .key(key)
                .versionId(version)
                .expectedBucketOwner(settings.bucketOwner())
                .overrideConfiguration(deadline.limits())
                .build());
    var tags = new HashMap<String, String>();
    answer.tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }
}
