package objectledger.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.protocols.xml.AwsXmlProtocolFactory;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * The calls of {@link ObjectApi}, with the SDK's parts as in {@link HttpS3Api}. A class of its own,
 * so that the ledger function, which needs none of them, does not load their models.
 */
final class HttpObjectApi implements ObjectApi {
  private static final S3Operation<GetObjectResponse> GET =
      S3Operation.of(
          "GetObject", "s3:GetObject", SdkHttpMethod.GET, "/{Key+}", GetObjectResponse::builder);
  private static final S3Operation<CreateMultipartUploadResponse> CREATE =
      S3Operation.of(
          "CreateMultipartUpload",
          "s3:PutObject",
          SdkHttpMethod.POST,
          "/{Key+}?uploads",
          CreateMultipartUploadResponse::builder);
  private static final S3Operation<UploadPartResponse> PART =
      S3Operation.of(
          "UploadPart", "s3:PutObject", SdkHttpMethod.PUT, "/{Key+}", UploadPartResponse::builder);
  private static final S3Operation<AbortMultipartUploadResponse> ABORT =
      S3Operation.of(
          "AbortMultipartUpload",
          "s3:AbortMultipartUpload",
          SdkHttpMethod.DELETE,
          "/{Key+}",
          AbortMultipartUploadResponse::builder);

  /** Its request has a body of XML, unlike those of all the others. */
  private static final S3Operation<CompleteMultipartUploadResponse> COMPLETE =
      new S3Operation<>(
          OperationInfo.builder()
              .operationIdentifier("CompleteMultipartUpload")
              .httpMethod(SdkHttpMethod.POST)
              .requestUri("/{Key+}")
              .hasExplicitPayloadMember(true)
              .hasPayloadMembers(true)
              .putAdditionalMetadata(AwsXmlProtocolFactory.ROOT_MARSHALL_LOCATION_ATTRIBUTE, null)
              .putAdditionalMetadata(
                  AwsXmlProtocolFactory.XML_NAMESPACE_ATTRIBUTE,
                  "http://s3.amazonaws.com/doc/2006-03-01/")
              .build(),
          CompleteMultipartUploadResponse::builder,
          "s3:PutObject");

  private final Function<String, BucketClient> open;
  private final Map<String, BucketClient> buckets = new ConcurrentHashMap<>();
  private final HttpS3Api others = new HttpS3Api(this::bucket);
  private final SdkHttpClient http;

  /**
   * @param open creates the client of a bucket; it is kept
   * @param http used by the calls; it is closed with this
   */
  HttpObjectApi(Function<String, BucketClient> open, SdkHttpClient http) {
    this.open = open;
    this.http = http;
  }

  @Override
  public OpenObject<GetObjectResponse> getObject(GetObjectRequest request) {
    return bucket(request.bucket()).open(GET, request);
  }

  @Override
  public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
    return bucket(request.bucket()).call(CREATE, request);
  }

  @Override
  public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
    return bucket(request.bucket()).call(PART, request, body);
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      CompleteMultipartUploadRequest request) {
    return bucket(request.bucket()).call(COMPLETE, request);
  }

  @Override
  public void abortMultipartUpload(AbortMultipartUploadRequest request) {
    bucket(request.bucket()).call(ABORT, request);
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    return others.headBucket(request);
  }

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    return others.headObject(request);
  }

  @Override
  public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
    return others.getObjectTagging(request);
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    return others.putObject(request, body);
  }

  private BucketClient bucket(String name) {
    return buckets.computeIfAbsent(name, open);
  }

  @Override
  public void close() {
    http.close();
  }
}
