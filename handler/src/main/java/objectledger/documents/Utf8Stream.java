package objectledger.documents;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Refuses what is not UTF-8, and what is too large. The parser checks neither overlong forms nor
 * surrogates, and would read UTF-16 if it found it. What precedes the place is delivered first, so
 * that a document is refused for the first reason in it however S3 divides its bytes.
 */
final class Utf8Stream extends BlockStream {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private final InputStream source;
  private final long limit;
  private long position;

  /** Bytes that the present character still needs, and the bounds of the next one. */
  private int missing;

  private int low = 0x80;
  private int high = 0xBF;
  private RefusalException refusal;

  Utf8Stream(InputStream source, long limit) {
    this.source = source;
    this.limit = limit;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      // As readNBytes asks at its end. It is no end of the document.
      return 0;
    }
    if (refusal != null) {
      throw refusal;
    }
    // Whole blocks, so that they are the same at each attempt.
    var count = source.readNBytes(buffer, offset, length);
    if (count == 0) {
      if (missing > 0) {
        throw notUnicode(position, "it ends inside a character");
      }
      return -1;
    }
    var good = valid(buffer, offset, offset + count) - offset;
    if (good < count) {
      refusal = notUnicode(position + good, "this is not a character");
    }
    if (position + good > limit) {
      good = (int) (limit - position);
      refusal =
          new RefusalException(
              new Refusal(
                  ReasonCode.TOO_LARGE,
                  "the document has more than %s bytes".formatted(limit),
                  0,
                  limit,
                  ""));
    }
    position += good;
    if (good == 0) {
      throw refusal;
    }
    return good;
  }

  /** The index of the first byte that is not UTF-8; the end if all are. */
  private int valid(byte[] buffer, int from, int end) {
    var i = from;
    while (i < end) {
      if (missing == 0) {
        while (i + Long.BYTES <= end && ((long) LONGS.get(buffer, i) & NOT_ASCII) == 0) {
          i += Long.BYTES;
        }
        while (i < end && buffer[i] >= 0) {
          i++;
        }
        while (i + 3 <= end && isThree(buffer[i], buffer[i + 1], buffer[i + 2])) {
          i += 3;
        }
        if (i == end) {
          return i;
        }
        if (buffer[i] >= 0) {
          continue;
        }
        if (!begin(buffer[i] & 0xFF)) {
          return i;
        }
      } else {
        var b = buffer[i] & 0xFF;
        if (b < low || b > high) {
          return i;
        }
        missing--;
        low = 0x80;
        high = 0xBF;
      }
      i++;
    }
    return i;
  }

  /**
   * Whether these are a character of three bytes, of which some scripts have nothing else. Those
   * next to overlong forms and surrogates are left to the long way.
   */
  private static boolean isThree(byte first, byte second, byte third) {
    return (first & 0xF0) == 0xE0
        && first != (byte) 0xE0
        && first != (byte) 0xED
        && (second & 0xC0) == 0x80
        && (third & 0xC0) == 0x80;
  }

  /** Begins a character of several bytes (Unicode, table 3-7). */
  private boolean begin(int first) {
    if (first < 0xC2 || first > 0xF4) {
      return false;
    }
    if (first < 0xE0) {
      missing = 1;
    } else if (first < 0xF0) {
      missing = 2;
      low = first == 0xE0 ? 0xA0 : 0x80;
      high = first == 0xED ? 0x9F : 0xBF;
    } else {
      missing = 3;
      low = first == 0xF0 ? 0x90 : 0x80;
      high = first == 0xF4 ? 0x8F : 0xBF;
    }
    return true;
  }

  private static RefusalException notUnicode(long offset, String why) {
    return new RefusalException(
        new Refusal(ReasonCode.NOT_UNICODE, "the document is not UTF-8: " + why, 0, offset, ""));
  }
}
