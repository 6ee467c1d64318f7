package objectledger.ops.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * S3 with the files of a query, two of them a page, which takes a manifest in one or more parts.
 */
final class QueryResultsS3 implements S3Client {
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final List<String> calls = new ArrayList<>();
  private BucketVersioningStatus versioning;

  QueryResultsS3 file(String key, String text) {
    files.put(key, text.getBytes(UTF_8));
    return this;
  }

  QueryResultsS3 gzip(String key, String text) {
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.put(key, zipped.toByteArray());
    return this;
  }

  QueryResultsS3 versioned() {
    versioning = BucketVersioningStatus.SUSPENDED;
    return this;
  }

  String written() {
    return written.toString(UTF_8);
  }

  List<String> calls() {
    return calls;
  }

  @Override
  public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
    return GetBucketVersioningResponse.builder().status(versioning).build();
  }

  @Override
  public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    var after = request.continuationToken() == null ? "" : request.continuationToken();
    var keys =
        files.tailMap(after, false).keySet().stream()
            .filter(key -> key.startsWith(request.prefix()))
            .toList();
    var page = keys.subList(0, Math.min(2, keys.size()));
    return ListObjectsV2Response.builder()
        .contents(page.stream().map(key -> S3Object.builder().key(key).build()).toList())
        .isTruncated(page.size() < keys.size())
        .nextContinuationToken(page.isEmpty() ? null : page.getLast())
        .build();
  }

  @Override
  public <R> R getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
    try {
      return transformer.transform(
          GetObjectResponse.builder().build(),
          AbortableInputStream.create(new ByteArrayInputStream(files.get(request.key()))));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    calls.add("put " + request.bucket() + "/" + request.key());
    take(body);
    return PutObjectResponse.builder().eTag("\"one\"").build();
  }

  @Override
  public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
    calls.add("create " + request.bucket() + "/" + request.key());
    return CreateMultipartUploadResponse.builder().uploadId("upload").build();
  }

  @Override
  public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
    calls.add("part " + request.partNumber());
    take(body);
    return UploadPartResponse.builder().eTag("part" + request.partNumber()).build();
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      CompleteMultipartUploadRequest request) {
    calls.add("complete " + request.multipartUpload().parts().size());
    return CompleteMultipartUploadResponse.builder().eTag("\"many-2\"").build();
  }

  @Override
  public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
    calls.add("abort");
    return AbortMultipartUploadResponse.builder().build();
  }

  private void take(RequestBody body) {
    try (var in = body.contentStreamProvider().newStream()) {
      in.transferTo(written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
