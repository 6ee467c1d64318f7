package objectledger.ops.query;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The content of a gzip file that may have been cut off, up to where it can be read. */
final class CutOffStream extends FilterInputStream {
  private boolean isCutOff;

  private CutOffStream(InputStream content) {
    super(content);
  }

  /** Opens a file; without one the stream is empty. */
  static CutOffStream open(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new CutOffStream(InputStream.nullInputStream());
    }
    var in = Files.newInputStream(file);
    try {
      return new CutOffStream(new GZIPInputStream(in, 1 << 16));
    } catch (EOFException | ZipException e) {
      // Nothing was flushed before the process was killed.
      in.close();
      return new CutOffStream(InputStream.nullInputStream());
    }
  }

  /** Whether the end that was read is not that of the file. */
  boolean isCutOff() {
    return isCutOff;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return isCutOff ? -1 : super.read(bytes, offset, length);
    } catch (EOFException | ZipException e) {
      isCutOff = true;
      return -1;
    }
  }
}
