package objectledger.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Calls S3 with the SDK's own parts: models and marshallers, endpoint rules, credentials, signer,
 * HTTP client and retries. Does not use the SDK's {@code S3Client}: that runs each call through
 * about forty stages, of which our four operations need seven, and loads about 800 more classes at
 * start-up. See the decision of 2026-11-20.
 */
final class HttpS3Api implements S3Api {
  private static final S3Operation<HeadBucketResponse> HEAD_BUCKET =
      S3Operation.of(
          "HeadBucket", "s3:ListBucket", SdkHttpMethod.HEAD, "", HeadBucketResponse::builder);
  private static final S3Operation<HeadObjectResponse> HEAD_OBJECT =
      S3Operation.of(
          "HeadObject", "s3:GetObject", SdkHttpMethod.HEAD, "/{Key+}", HeadObjectResponse::builder);
  private static final S3Operation<GetObjectTaggingResponse> GET_TAGS =
      S3Operation.of(
          "GetObjectTagging",
          "s3:GetObjectTagging",
          SdkHttpMethod.GET,
          "/{Key+}?tagging",
          GetObjectTaggingResponse::builder);
  private static final S3Operation<PutObjectResponse> PUT_OBJECT =
      S3Operation.of(
          "PutObject", "s3:PutObject", SdkHttpMethod.PUT, "/{Key+}", PutObjectResponse::builder);

  private final Function<String, BucketClient> open;
  private final Map<String, BucketClient> buckets = new ConcurrentHashMap<>();

  /**
   * @param open creates the client of a bucket; it is kept
   */
  HttpS3Api(Function<String, BucketClient> open) {
    this.open = open;
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    return bucket(request.bucket()).call(HEAD_BUCKET, request);
  }

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    return bucket(request.bucket()).call(HEAD_OBJECT, request);
  }

  @Override
  public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
    return bucket(request.bucket()).call(GET_TAGS, request);
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    return bucket(request.bucket()).call(PUT_OBJECT, request, body);
  }

  private BucketClient bucket(String name) {
    return buckets.computeIfAbsent(name, open);
  }
}
