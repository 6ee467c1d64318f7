package objectledger.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Requests to one bucket, which S3 rejects if another account owns it. Every call ends before its
 * deadline; without time left it throws {@link DeadlineExceededException}.
 *
 * @param s3 that makes the calls
 * @param name of the bucket
 * @param owner the account id that must own it
 * @param functionVersion of the function, which is written to the metadata of each object
 */
public record OwnedBucket(S3Api s3, String name, String owner, String functionVersion) {

  /** The same bucket with another S3, such as a stub. */
  public OwnedBucket in(S3Api other) {
    return new OwnedBucket(other, name, owner, functionVersion);
  }

  public void headBucket(Deadline deadline) {
    var request = HeadBucketRequest.builder().bucket(name).expectedBucketOwner(owner);
    s3.headBucket(request.overrideConfiguration(CallLimit.of(deadline)).build());
  }

  /**
   * Metadata of a version, or of the present one for null, with its checksum if the function may
   * decrypt the object: with a KMS key, checksum mode needs that permission, a plain HEAD does not.
   */
  public HeadObjectResponse head(String key, String version, Deadline deadline) {
    try {
      return head(key, version, ChecksumMode.ENABLED, deadline);
    } catch (S3Exception e) {
      if (e.statusCode() != 403) {
        throw e;
      }
      return headWithoutChecksum(key, version, deadline);
    }
  }

  public HeadObjectResponse headWithoutChecksum(String key, String version, Deadline deadline) {
    return head(key, version, null, deadline);
  }

  private HeadObjectResponse head(
      String key, String version, ChecksumMode checksum, Deadline deadline) {
    return s3.headObject(
        HeadObjectRequest.builder()
            .bucket(name)
            .key(key)
            .versionId(version)
            .expectedBucketOwner(owner)
            .checksumMode(checksum)
            .overrideConfiguration(CallLimit.of(deadline))
            .build());
  }

  /** Metadata of an object, if it exists. */
  public Optional<HeadObjectResponse> find(String key, Deadline deadline) {
    try {
      return Optional.of(headWithoutChecksum(key, null, deadline));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public Map<String, String> tags(String key, String version, Deadline deadline) {
    var answer =
        s3.getObjectTagging(
            GetObjectTaggingRequest.builder()
                .bucket(name)
                .key(key)
                .versionId(version)
                .expectedBucketOwner(owner)
                .overrideConfiguration(CallLimit.of(deadline))
                .build());
    var tags = new HashMap<String, String>();
    answer.tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  /** Writes an object if there is none of that key; false if there is one. */
  public boolean putIfAbsent(
      String key, String contentType, byte[] content, Retention retention, Deadline deadline) {
    var request = PutObjectRequest.builder().key(key).contentType(contentType).ifNoneMatch("*");
    retention.addTo(request, content);
    return put(request, Map.of(), content, Set.of(412), deadline).isPresent();
  }

  /**
   * Replaces a JSON document, if it is still the one that was read.
   *
   * @param eTag of the document that was read; empty if there was none
   * @return empty if another writer was faster, or the response to an earlier attempt was lost
   */
  public Optional<PutObjectResponse> replace(
      String key,
      String eTag,
      Map<String, String> metadata,
      String tagging,
      byte[] content,
      Deadline deadline) {
    var request = PutObjectRequest.builder().key(key).contentType("application/json");
    request.tagging(tagging.isEmpty() ? null : tagging);
    var conditional = eTag.isEmpty() ? request.ifNoneMatch("*") : request.ifMatch(eTag);
    // 404: a lifecycle rule removed the document.
    return put(conditional, metadata, content, Set.of(412, 409, 404), deadline);
  }

  /** Writes an object; empty if S3 responds that the condition does not hold. */
  private Optional<PutObjectResponse> put(
      PutObjectRequest.Builder request,
      Map<String, String> metadata,
      byte[] content,
      Set<Integer> conflicts,
      Deadline deadline) {
    var allMetadata = new HashMap<>(metadata);
    allMetadata.put("function-version", functionVersion);
    request.bucket(name).expectedBucketOwner(owner).metadata(allMetadata);
    request.overrideConfiguration(CallLimit.of(deadline));
    try {
      return Optional.of(s3.putObject(request.build(), RequestBody.fromBytes(content)));
    } catch (S3Exception e) {
      var code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      if (conflicts.contains(e.statusCode()) && !"NoSuchBucket".equals(code)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
