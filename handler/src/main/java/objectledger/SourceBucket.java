package objectledger;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The requests to the source bucket. The version is null where the present one is asked for.
 *
 * @param s3 by which they are made
 * @param settings of the function
 */
record SourceBucket(S3Client s3, Settings settings) {

  /**
   * The facts of an object, its checksum among them where the function may decrypt it: checksum
   * mode needs that right where the object's key is of KMS, a HEAD alone does not.
   */
  HeadObjectResponse head(String key, String version, Deadline deadline) {
    try {
      return head(key, version, ChecksumMode.ENABLED, deadline);
    } catch (S3Exception e) {
      if (e.statusCode() == 403) {
        return headWithoutChecksum(key, version, deadline);
      }
      throw e;
    }
  }

  HeadObjectResponse headWithoutChecksum(String key, String version, Deadline deadline) {
    return head(key, version, null, deadline);
  }

  private HeadObjectResponse head(
      String key, String version, ChecksumMode checksum, Deadline deadline) {
    return s3.headObject(
        HeadObjectRequest.builder()
            .bucket(settings.sourceBucket())
            .key(key)
            .versionId(version)
            .expectedBucketOwner(settings.bucketOwner())
            .checksumMode(checksum)
            .overrideConfiguration(CallLimit.of(deadline))
            .build());
  }

  Map<String, String> tags(String key, String version, Deadline deadline) {
    var answer =
        s3.getObjectTagging(
            GetObjectTaggingRequest.builder()
                .bucket(settings.sourceBucket())
                .key(key)
                .versionId(version)
                .expectedBucketOwner(settings.bucketOwner())
                .overrideConfiguration(CallLimit.of(deadline))
                .build());
    var tags = new HashMap<String, String>();
    answer.tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }
}
