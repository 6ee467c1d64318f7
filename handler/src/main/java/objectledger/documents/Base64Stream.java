package objectledger.documents;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/** Decodes Base64, whose lines may be broken. Nothing else may be in it or follow it. */
final class Base64Stream extends BlockStream {
  private final InputStream encoded;
  private final InputStream decoded;
  private final byte[] block = new byte[8192];

  Base64Stream(InputStream source) {
    this.encoded = new OnOneLine(source);
    this.decoded = Base64.getDecoder().wrap(encoded);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      var count = decoded.read(buffer, offset, length);
      if (count < 0 && encoded.read() >= 0) {
        throw new IOException("it goes on after its padding");
      }
      return count;
    } catch (IOException e) {
      throw new RefusalException(
          ReasonCode.NOT_BASE64, "the document is not Base64, which its table expects");
    }
  }

  /** Leaves line breaks out. Its source is read in blocks, because the decoder reads bytes. */
  private final class OnOneLine extends InputStream {
    private final InputStream source;
    private int at;
    private int end;

    OnOneLine(InputStream source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      while (true) {
        while (at == end) {
          at = 0;
          end = source.read(block, 0, block.length);
          if (end < 0) {
            end = 0;
            return -1;
          }
        }
        var b = block[at++];
        if (b != '\n' && b != '\r') {
          return b & 0xFF;
        }
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var count = 0;
      for (var b = 0; count < length && (b = read()) >= 0; count++) {
        buffer[offset + count] = (byte) b;
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
