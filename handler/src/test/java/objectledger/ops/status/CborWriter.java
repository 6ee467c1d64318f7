package objectledger.ops.status;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes CBOR, in which CloudWatch answers. */
final class CborWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private CborWriter() {}

  static byte[] bytes(Object value) {
    var writer = new CborWriter();
    writer.write(value);
    return writer.out.toByteArray();
  }

  private void write(Object value) {
    switch (value) {
      case Map<?, ?> members -> {
        head(5, members.size());
        members.forEach(
            (name, member) -> {
              write(name);
              write(member);
            });
      }
      case List<?> items -> {
        head(4, items.size());
        items.forEach(this::write);
      }
      case String text -> {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        head(3, bytes.length);
        out.writeBytes(bytes);
      }
      case Boolean truth -> out.write(truth ? 0xf5 : 0xf4);
      case Double number -> {
        out.write(0xfb);
        out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
      }
      case Instant time -> {
        out.write(0xc1);
        write((double) time.getEpochSecond());
      }
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private void head(int type, int length) {
    out.write((type << 5) | 26);
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
  }
}
