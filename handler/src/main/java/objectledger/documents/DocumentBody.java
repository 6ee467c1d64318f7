package objectledger.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

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
    var hasMark =
        first.length == MARK
            && first[0] == (byte) 0xEF
            && first[1] == (byte) 0xBB
            && first[2] == (byte) 0xBF;
    for (var i = 0; i < first.length; i++) {
      if (first[i] == 0) {
        // The parser would take it for UTF-16 or UTF-32.
        throw new RefusalException(
            new Refusal(
                ReasonCode.NOT_UNICODE,
                "the document is not UTF-8: it begins as UTF-16 or UTF-32",
                0,
                i,
                ""));
      }
    }
    var text =
        hasMark ? checked : new SequenceInputStream(new ByteArrayInputStream(first), checked);
    return new DocumentBody(text, hasMark ? MARK : 0, plain);
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
