package objectledger;

import objectledger.aws.S3Api;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** S3 of which a test answers some calls. No other may be made. */
public interface S3Stub extends S3Api {
  @Override
  default HeadBucketResponse headBucket(HeadBucketRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  default HeadObjectResponse headObject(HeadObjectRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  default GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  default PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    throw new UnsupportedOperationException();
  }
}
