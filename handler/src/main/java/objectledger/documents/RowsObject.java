package objectledger.documents;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.aws.ObjectApi;
import objectledger.aws.ObjectMetadataFields;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The object of the rows of one document. It appears at its {@link #finish}, whole, and only if
 * there is none of its key: with one request if it is small, else as an upload in parts.
 */
final class RowsObject extends OutputStream {
  /** S3 takes parts of 5 MB or more, and 10,000 of them. */
  static final int PART = 8 << 20;

  private static final int FIRST_BUFFER = 64 << 10;

  private final ObjectApi s3;
  private final RowsRequests requests;
  private final DocumentKey source;
  private final List<CompletedPart> parts = new ArrayList<>();
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int size;
  private String upload = "";

  /**
   * @param source the document of the rows, which the object's metadata name
   */
  RowsObject(ObjectApi s3, String bucket, String owner, String key, DocumentKey source) {
    this.s3 = s3;
    this.requests = new RowsRequests(bucket, owner, key, metadata(source));
    this.source = source;
  }

  private static Map<String, String> metadata(DocumentKey source) {
    var version = source.version().isEmpty() ? "null" : source.version();
    return Map.of("source-key", source.key(), "source-version", version);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (var done = 0; done < length; ) {
      if (size == PART) {
        sendPart();
      }
      var count = Math.min(length - done, PART - size);
      if (size + count > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(PART, Math.max(2 * buffer.length, size + count)));
      }
      System.arraycopy(bytes, offset + done, buffer, size, count);
      size += count;
      done += count;
    }
  }

  private void sendPart() {
    if (upload.isEmpty()) {
      upload = s3.createMultipartUpload(requests.create()).uploadId();
    }
    var number = parts.size() + 1;
    var response = s3.uploadPart(requests.part(upload, number), body());
    parts.add(CompletedPart.builder().partNumber(number).eTag(response.eTag()).build());
    size = 0;
  }

  private RequestBody body() {
    return RequestBody.fromInputStream(new ByteArrayInputStream(buffer, 0, size), size);
  }

  /**
   * Makes the object appear.
   *
   * @throws RefusalException if there is one of another document
   */
  void finish() {
    try {
      if (upload.isEmpty()) {
        s3.putObject(requests.put(), body());
      } else {
        sendPart();
        s3.completeMultipartUpload(requests.complete(upload, parts));
        upload = "";
      }
    } catch (S3Exception e) {
      // 404: an earlier attempt of the call has completed the upload, and its response was lost.
      if (e.statusCode() != 412 && (e.statusCode() != 404 || upload.isEmpty())) {
        throw e;
      }
      if (!isOfTheSameSource(present().orElseThrow(() -> e))) {
        throw new RefusalException(
            ReasonCode.ID_USED, "the id was used before, for another document of this table");
      }
    }
  }

  private Optional<HeadObjectResponse> present() {
    try {
      return Optional.of(s3.headObject(requests.head()));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private boolean isOfTheSameSource(HeadObjectResponse present) {
    return ObjectMetadataFields.decoded(present.metadata())
        .entrySet()
        .containsAll(metadata(source).entrySet());
  }

  /** Removes the parts that were sent. A rule of the bucket removes those of a lost function. */
  void abort() {
    if (upload.isEmpty()) {
      return;
    }
    // The call would not be made on an interrupted thread.
    var isInterrupted = Thread.interrupted();
    try {
      s3.abortMultipartUpload(requests.abort(upload));
    } catch (RuntimeException e) {
      // What the document failed of says more.
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
