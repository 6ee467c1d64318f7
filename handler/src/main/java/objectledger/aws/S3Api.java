package objectledger.aws;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * The four calls that a function makes to S3. Requests and responses are the SDK's models, and each
 * call throws what the SDK's client throws.
 */
public interface S3Api extends AutoCloseable {
  HeadBucketResponse headBucket(HeadBucketRequest request);

  HeadObjectResponse headObject(HeadObjectRequest request);

  GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request);

  PutObjectResponse putObject(PutObjectRequest request, RequestBody body);

  @Override
  default void close() {}
}
