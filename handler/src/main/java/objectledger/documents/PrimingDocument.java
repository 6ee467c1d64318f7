package objectledger.documents;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import objectledger.aws.CallLimit;
import objectledger.aws.ObjectApi;
import objectledger.aws.OpenObject;
import objectledger.aws.S3Api;
import objectledger.lambda.Deadline;
import objectledger.lambda.Sha256;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
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
 * Stores a document of its own before the first event, with a stub in place of S3, so that the
 * first event finds the classes loaded. What is read is in memory.
 */
record PrimingDocument(DocumentsSettings settings) {
  private static final int LIMIT_MILLIS = 5_000;

  private static final byte[] ROWS =
      """
      [{"orderID": 7, "paid": true, "at": "2026-11-27T10:00:00Z", "price": "12.50", "x": {"y": [1]}},
       {"orderID": 8, "note": "caf\\u00e9", "weight": 1.25, "tags": {"Colour": "red"}}]
      """
          .getBytes(StandardCharsets.UTF_8);

  private static final byte[] DECLARED =
      """
      {"tables": {"orders": {"columns": {"order_id": "bigint", "paid": "boolean",
        "at": "timestamp", "price": "decimal(10,2)", "weight": "double",
        "tags": "map<string,string>"}}}, "undeclared": "refuse"}
      """
          .getBytes(StandardCharsets.UTF_8);

  /** Stores the document. */
  void store(S3Api stub) {
    var key = "declared/" + Sha256.hex(DECLARED) + ".json";
    var primed =
        new DocumentsSettings(
            settings.ingressBucket(),
            settings.lakeBucket(),
            settings.bucketOwner(),
            key,
            settings.maxBytes(),
            settings.logLevel(),
            settings.region());
    var documents = new Documents(primed, new InMemory(stub));
    documents.store(new DocumentKey(settings.ingressBucket(), "id=priming", "1"));
  }

  /** Reads from memory and writes to the stub. It makes no upload in parts. */
  private record InMemory(S3Api stub) implements ObjectApi {
    @Override
    public OpenObject<GetObjectResponse> getObject(GetObjectRequest request) {
      var content = request.key().startsWith("declared/") ? DECLARED : ROWS;
      var response =
          GetObjectResponse.builder()
              .contentLength((long) content.length)
              .lastModified(Instant.EPOCH)
              .metadata(Map.of("table", "orders"))
              .build();
      return new OpenObject<>(response, new ByteArrayInputStream(content));
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      var limit = CallLimit.of(new Deadline(() -> LIMIT_MILLIS));
      return stub.putObject(request.toBuilder().overrideConfiguration(limit).build(), body);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      return stub.headObject(request);
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
      return stub.headBucket(request);
    }

    @Override
    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
      return stub.getObjectTagging(request);
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(
        CreateMultipartUploadRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
        CompleteMultipartUploadRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void abortMultipartUpload(AbortMultipartUploadRequest request) {
      throw new UnsupportedOperationException();
    }
  }
}
