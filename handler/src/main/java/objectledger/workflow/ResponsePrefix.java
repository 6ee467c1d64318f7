package objectledger.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of a response body: as much as has arrived, whatever becomes of the rest. One
 * thread reads while another may take what is there.
 */
final class ResponsePrefix {
  private final byte[] bytes;
  private volatile int length;

  /**
   * @param size of the longest beginning, in bytes
   */
  ResponsePrefix(int size) {
    this.bytes = new byte[size];
  }

  /** Reads until the end, the limit or a failure. */
  void read(InputStream in) {
    var arrived = 0;
    try {
      for (var count = 0; count >= 0 && arrived < bytes.length; ) {
        count = in.read(bytes, arrived, bytes.length - arrived);
        arrived += Math.max(0, count);
        length = arrived;
      }
    } catch (IOException e) {
      // The status has arrived, so the answer counts. The body is for a person.
    }
  }

  String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
