package objectledger.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of a response body, as far as it has arrived. One thread may read while another
 * takes the text.
 */
final class ResponsePrefix {
  private final byte[] bytes;
  private volatile int length;

  /**
   * @param size maximum, in bytes
   */
  ResponsePrefix(int size) {
    this.bytes = new byte[size];
  }

  /** Reads until the end, the maximum or a failure. */
  void read(InputStream in) {
    var arrived = 0;
    try {
      for (var count = 0; count >= 0 && arrived < bytes.length; ) {
        count = in.read(bytes, arrived, bytes.length - arrived);
        arrived += Math.max(0, count);
        length = arrived;
      }
    } catch (IOException e) {
      // The status has arrived, so the response counts. The body is only shown.
    }
  }

  String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
