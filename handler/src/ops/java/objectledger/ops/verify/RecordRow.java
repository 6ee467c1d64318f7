package objectledger.ops.verify;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One record in one object of the journal.
 *
 * @param hour since the epoch
 * @param id of the record, 32 bytes
 * @param sha256 of the record's line, 32 bytes
 * @param modified when its object was written, in milliseconds
 * @param mark what the caller wants to know of it again
 */
record RecordRow(int hour, byte[] id, byte[] sha256, long modified, byte mark) {
  /** What it takes in a file. */
  static final int BYTES = 4 + 32 + 32 + 8 + 1;

  static RecordRow of(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    var hour = buffer.getInt();
    var id = new byte[32];
    var sha256 = new byte[32];
    buffer.get(id).get(sha256);
    return new RecordRow(hour, id, sha256, buffer.getLong(), buffer.get());
  }

  /** The row as bytes that sort like hour, id, digest and time. */
  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putInt(hour)
        .put(id)
        .put(sha256)
        .putLong(modified)
        .put(mark)
        .array();
  }

  /** What it has in common with the same record in another object, as text. */
  String identity() {
    return hour + HexFormat.of().formatHex(id) + HexFormat.of().formatHex(sha256);
  }

  /** Whether it is of the same hour and has the same id. */
  boolean hasIdOf(RecordRow other) {
    return other != null && hour == other.hour && Arrays.equals(id, other.id);
  }

  /** Whether it is the same record with the same content. */
  boolean isSameAs(RecordRow other) {
    return hasIdOf(other) && Arrays.equals(sha256, other.sha256);
  }
}
