package objectledger.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * The text of a document: what S3 sends, decoded and checked.
 *
 * @param text in UTF-8, without its byte order mark
 * @param start offset of the text in the decoded document
 * @param decoded what holds memory outside of the heap
 */
record DocumentBody(InputStream text, int start, InputStream decoded) implements AutoCloseable {
  private static final int MARK = 3;

  /**
   * Opens a document.
   *
   * @param source as S3 sends it
   * @param isBase64 whether its table says that documents are Base64
   * @param limit of its bytes when decoded
   */
  static DocumentBody open(InputStream source, boolean isBase64, long limit) throws IOException {
    var plain = gunzipped(isBase64 ? new Base64Stream(source) : source);
    var checked = new Utf8Stream(plain, limit);
    var first = checked.readNBytes(MARK);
    var hasMark = isMark(first);
    var start = hasMark ? MARK : 0;
    if (hasMark) {
      first = checked.readNBytes(MARK);
    }
    if (hasMark && isMark(first)) {
      // The parser would leave it out, too.
      throw new RefusalException(
          new Refusal(ReasonCode.NOT_JSON, "the document has two byte order marks", 0, start, ""));
    }
    for (var i = 0; i < first.length; i++) {
      if (first[i] == 0) {
        // The parser would take it for UTF-16 or UTF-32.
        throw new RefusalException(
            new Refusal(
                ReasonCode.NOT_UNICODE,
                "the document is not UTF-8: it begins as UTF-16 or UTF-32",
                0,
                start + i,
                ""));
      }
    }
    var text = new SequenceInputStream(new ByteArrayInputStream(first), checked);
    return new DocumentBody(text, start, plain);
  }

  private static boolean isMark(byte[] bytes) {
    return Arrays.equals(bytes, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
  }

  /** The magic number of gzip begins no text in UTF-8. */
  private static InputStream gunzipped(InputStream source) throws IOException {
    var first = source.readNBytes(2);
    var whole = new SequenceInputStream(new ByteArrayInputStream(first), source);
    return first.length == 2 && first[0] == 0x1F && first[1] == (byte) 0x8B
        ? new GzipStream(whole)
        : whole;
  }

  @Override
  public void close() throws IOException {
    decoded.close();
  }
}
