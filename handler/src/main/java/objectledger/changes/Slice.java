package objectledger.changes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A part of a payload, as it came. */
final class Slice {
  private final byte[] bytes;
  private final int from;
  private final int to;

  /**
   * @param to the end, which is not part of it
   */
  Slice(byte[] bytes, long from, long to) {
    this.bytes = bytes;
    this.from = Math.toIntExact(from);
    this.to = Math.toIntExact(to);
  }

  void writeTo(ByteArrayOutputStream out) {
    out.write(bytes, from, to - from);
  }

  @Override
  public String toString() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
