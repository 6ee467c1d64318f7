package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Map;
import objectledger.S3Stub;
import objectledger.aws.ObjectApi;
import objectledger.aws.OpenObject;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Stores a document that exists nowhere as a whole, in a process of its own. */
final class StreamedDocument {
  private static final byte[] ROW =
      """
      {"orderID": 1234567, "customer": {"name": "Zoë", "tags": ["a", "b"]}, "price": 12.50}
      """
          .getBytes(UTF_8);

  private StreamedDocument() {}

  /** Stores so many megabytes; a negative number holds them in memory. */
  public static void main(String[] arguments) throws IOException {
    var megabytes = Integer.parseInt(arguments[0]);
    if (megabytes < 0) {
      System.out.println(new Rows(-megabytes).readAllBytes().length);
      return;
    }
    var s3 = new Discarding(megabytes);
    var settings = new FakeObjects().settings(Discarding.DECLARED, 1L << 30);
    var key = new DocumentKey(settings.ingressBucket(), "upload=a", "v1");
    var outcome = (Outcome.Stored) new Documents(settings, s3).store(key);
    var peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.println(
        "%s MB: %s rows, %s parts, peak of the heap %s MB"
            .formatted(megabytes, outcome.rows(), s3.parts, peak >> 20));
  }

  /** So many megabytes of rows. */
  private static final class Rows extends BlockStream {
    private long left;
    private int at;

    Rows(int megabytes) {
      this.left = ((long) megabytes << 20) / ROW.length * ROW.length;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      var count = (int) Math.min(left, Math.min(length, ROW.length - at));
      System.arraycopy(ROW, at, buffer, offset, count);
      at = (at + count) % ROW.length;
      left -= count;
      return count;
    }
  }

  /** Keeps nothing of what it is sent. */
  private static final class Discarding implements S3Stub, ObjectApi {
    static final String DECLARED = "{\"tables\":{},\"undeclared\":\"accept\"}";

    private final int megabytes;
    private int parts;

    Discarding(int megabytes) {
      this.megabytes = megabytes;
    }

    @Override
    public OpenObject<GetObjectResponse> getObject(GetObjectRequest request) {
      InputStream body =
          request.key().startsWith("declared/")
              ? new ByteArrayInputStream(DECLARED.getBytes(UTF_8))
              : new Rows(megabytes);
      return new OpenObject<>(
          GetObjectResponse.builder()
              .lastModified(FakeObjects.TIME)
              .metadata(Map.of("table", "t"))
              .build(),
          body);
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(
        CreateMultipartUploadRequest request) {
      return CreateMultipartUploadResponse.builder().uploadId("u").build();
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
      parts++;
      discard(body);
      return UploadPartResponse.builder().eTag("\"e\"").build();
    }

    private static void discard(RequestBody body) {
      try (var in = body.contentStreamProvider().newStream()) {
        in.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
        CompleteMultipartUploadRequest request) {
      return CompleteMultipartUploadResponse.builder().build();
    }

    @Override
    public void abortMultipartUpload(AbortMultipartUploadRequest request) {
      throw new AssertionError("the upload was complete");
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      return PutObjectResponse.builder().build();
    }

    @Override
    public void close() {}
  }
}
