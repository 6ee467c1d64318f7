package objectledger.documents;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip, all of its members. Does not use the JDK's {@code GZIPInputStream}: where no
 * byte happens to be available it takes a first member for all, and it ignores what follows the
 * last.
 */
final class GzipStream extends BlockStream {
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final InputStream source;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 sum = new CRC32();
  private final byte[] block = new byte[16 << 10];
  private int at;
  private int end;
  private boolean isInside;

  /**
   * @param source at the beginning of a member
   */
  GzipStream(InputStream source) {
    this.source = source;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (length == 0) {
      // The inflater would be taken for one that needs more.
      return 0;
    }
    try {
      while (true) {
        if (!isInside && !beginMember()) {
          return -1;
        }
        var count = inflate(buffer, offset, length);
        if (count > 0) {
          return count;
        }
        endMember();
      }
    } catch (IOException | DataFormatException e) {
      throw new RefusalException(
          ReasonCode.NOT_GZIP, "the document begins as gzip and is cut short or damaged");
    }
  }

  private int inflate(byte[] buffer, int offset, int length)
      throws IOException, DataFormatException {
    while (true) {
      var count = inflater.inflate(buffer, offset, length);
      if (count > 0) {
        sum.update(buffer, offset, count);
        return count;
      }
      if (inflater.finished()) {
        at = end - inflater.getRemaining();
        return 0;
      }
      if (inflater.needsDictionary() || !fill()) {
        throw new EOFException();
      }
      inflater.setInput(block, 0, end);
    }
  }

  /** Reads the head of a member; false at the end. */
  private boolean beginMember() throws IOException {
    if (at == end && !fill()) {
      return false;
    }
    if (next() != 0x1F || next() != 0x8B || next() != 8) {
      throw new IOException("no member begins here");
    }
    var flags = next();
    if ((flags & RESERVED) != 0) {
      throw new IOException("unknown flags");
    }
    skip(6);
    if ((flags & HAS_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    skipText((flags & HAS_NAME) != 0);
    skipText((flags & HAS_COMMENT) != 0);
    skip((flags & HAS_CRC) != 0 ? 2 : 0);
    inflater.reset();
    inflater.setInput(block, at, end - at);
    sum.reset();
    isInside = true;
    return true;
  }

  private void endMember() throws IOException {
    var length = inflater.getBytesWritten() & 0xFFFF_FFFFL;
    if (number() != sum.getValue() || number() != length) {
      throw new IOException("the checksum differs");
    }
    isInside = false;
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int count) throws IOException {
    for (var i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText(boolean isPresent) throws IOException {
    if (isPresent) {
      int c;
      do {
        c = next();
      } while (c != 0);
    }
  }

  private int next() throws IOException {
    if (at == end && !fill()) {
      throw new EOFException();
    }
    return block[at++] & 0xFF;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, source.read(block, 0, block.length));
    return end > 0;
  }

  /** Frees the memory outside of the heap. */
  @Override
  public void close() {
    inflater.end();
  }
}
