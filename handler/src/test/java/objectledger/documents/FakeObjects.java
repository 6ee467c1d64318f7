package objectledger.documents;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import objectledger.S3Stub;
import objectledger.aws.ObjectApi;
import objectledger.aws.OpenObject;
import objectledger.lambda.Sha256;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Two buckets in memory, with S3's conditions, versions and uploads, that fail on request. */
final class FakeObjects implements S3Stub, ObjectApi {
  static final String INGRESS = "ingress-bucket";
  static final String LAKE = "lake-bucket";
  static final String OWNER = "123456789012";
  static final Instant TIME = Instant.parse("2026-11-27T23:59:58Z");

  /** An object as it is stored. */
  record Stored(byte[] content, Map<String, String> metadata, String contentType) {
    String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  /** What happens before or after a call; null lets it happen. */
  record Fault(boolean afterTheCall, RuntimeException failure) {}

  final Map<String, Stored> lake = new TreeMap<>();
  final Map<String, Stored> documents = new LinkedHashMap<>();
  final Map<String, Map<Integer, byte[]>> uploads = new TreeMap<>();
  final List<String> calls = new ArrayList<>();

  /** When each document was last modified. */
  Instant time = TIME;

  Function<String, Fault> faults = call -> null;
  Function<InputStream, InputStream> connection = body -> body;
  private final Map<String, CreateMultipartUploadRequest> creations = new TreeMap<>();

  /** Puts a document into the ingress bucket. */
  DocumentKey post(String key, String version, String table, byte[] body) {
    var metadata = table == null ? Map.<String, String>of() : Map.of("table", table);
    documents.put(key + "?" + version, new Stored(body, metadata, "application/json"));
    return new DocumentKey(INGRESS, key, version);
  }

  DocumentKey post(String key, String table, String body) {
    return post(key, "v1", table, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A function that reads from here, for tables that are declared so. */
  Documents function(String declarations) {
    return new Documents(settings(declarations, 64L << 20), this);
  }

  DocumentsSettings settings(String declarations, long maxBytes) {
    var content = declarations.getBytes(StandardCharsets.UTF_8);
    var key = "declared/" + Sha256.hex(content) + ".json";
    lake.put(key, new Stored(content, Map.of(), "application/json"));
    return new DocumentsSettings(
        INGRESS, LAKE, OWNER, key, maxBytes, objectledger.lambda.Log.Level.INFO, "eu-west-1");
  }

  static S3Exception failure(int status, String code) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
            .build();
  }

  private <R> R call(String name, java.util.function.Supplier<R> call) {
    calls.add(name);
    var fault = faults.apply(name);
    if (fault == null) {
      return call.get();
    }
    if (fault.afterTheCall()) {
      var unused = call.get();
    }
    throw fault.failure();
  }

  @Override
  public OpenObject<GetObjectResponse> getObject(GetObjectRequest request) {
    return call(
        "get " + folder(request.key()),
        () -> {
          var isDocument = request.bucket().equals(INGRESS);
          var found =
              isDocument
                  ? documents.get(request.key() + "?" + request.versionId())
                  : lake.get(request.key());
          if (found == null) {
            throw failure(404, isDocument ? "NoSuchVersion" : "NoSuchKey");
          }
          var response =
              GetObjectResponse.builder()
                  .contentLength((long) found.content().length)
                  .lastModified(time)
                  .metadata(found.metadata())
                  .build();
          return new OpenObject<>(
              response, connection.apply(new ByteArrayInputStream(found.content())));
        });
  }

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    return call(
        "head " + folder(request.key()),
        () -> {
          var found = lake.get(request.key());
          if (found == null) {
            throw failure(404, "NotFound");
          }
          return HeadObjectResponse.builder().metadata(found.metadata()).build();
        });
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    return call(
        "put " + folder(request.key()),
        () -> {
          store(
              request.key(),
              request.ifNoneMatch(),
              new Stored(bytes(body), request.metadata(), request.contentType()));
          return PutObjectResponse.builder().build();
        });
  }

  private void store(String key, String ifNoneMatch, Stored object) {
    if ("*".equals(ifNoneMatch) && lake.containsKey(key)) {
      throw failure(412, "PreconditionFailed");
    }
    lake.put(key, object);
  }

  @Override
  public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
    return call(
        "create",
        () -> {
          var id = "upload-" + calls.size();
          creations.put(id, request);
          uploads.put(id, new TreeMap<>());
          return CreateMultipartUploadResponse.builder().uploadId(id).build();
        });
  }

  @Override
  public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
    return call(
        "part",
        () -> {
          uploads.get(request.uploadId()).put(request.partNumber(), bytes(body));
          return UploadPartResponse.builder().eTag("\"" + request.partNumber() + "\"").build();
        });
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      CompleteMultipartUploadRequest request) {
    return call(
        "complete",
        () -> {
          var parts = uploads.get(request.uploadId());
          if (parts == null) {
            throw failure(404, "NoSuchUpload");
          }
          var whole = new ByteArrayOutputStream();
          request
              .multipartUpload()
              .parts()
              .forEach(part -> whole.writeBytes(parts.get(part.partNumber())));
          var creation = creations.get(request.uploadId());
          store(
              request.key(),
              request.ifNoneMatch(),
              new Stored(whole.toByteArray(), creation.metadata(), creation.contentType()));
          uploads.remove(request.uploadId());
          return CompleteMultipartUploadResponse.builder().build();
        });
  }

  @Override
  public void abortMultipartUpload(AbortMultipartUploadRequest request) {
    call("abort", () -> uploads.remove(request.uploadId()));
  }

  @Override
  public void close() {}

  private static String folder(String key) {
    var end = key.indexOf('/');
    return end < 0 ? "document" : key.substring(0, end);
  }

  static byte[] bytes(RequestBody body) {
    try (var in = body.contentStreamProvider().newStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
