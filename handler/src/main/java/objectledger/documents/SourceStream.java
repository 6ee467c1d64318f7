package objectledger.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import objectledger.lambda.DeadlineExceededException;

/**
 * The body of an object as S3 sends it. A failure of the connection is unchecked here, so that no
 * decoder takes it for a document that ends too early.
 */
final class SourceStream extends BlockStream {
  private final InputStream body;
  private final long length;
  private long position;

  /**
   * @param length of the body; negative if S3 does not tell
   */
  SourceStream(InputStream body, long length) {
    this.body = body;
    this.length = length;
  }

  @Override
  public int read(byte[] buffer, int offset, int wanted) {
    if (Thread.currentThread().isInterrupted()) {
      throw new DeadlineExceededException("it was interrupted while it read the document");
    }
    try {
      var count = body.read(buffer, offset, wanted);
      if (count > 0) {
        position += count;
      } else if (count < 0 && length >= 0 && position != length) {
        throw new IOException("S3 sent %s of %s bytes".formatted(position, length));
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException("the document could not be read: " + e.getMessage(), e);
    }
  }
}
