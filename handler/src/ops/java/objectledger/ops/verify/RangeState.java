package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;

/**
 * How far the listing of a range came.
 *
 * @param key after which it goes on
 * @param versionId after which it goes on; empty for the next key
 * @param bytes of the file up to there
 * @param versions in the file
 * @param leftOut versions that the filter of the source leaves out
 * @param isDone whether the range is at its end
 * @param time of the last page, by S3's clock
 */
record RangeState(
    String key,
    String versionId,
    long bytes,
    long versions,
    long leftOut,
    boolean isDone,
    Instant time) {

  static RangeState begin(String after) {
    return new RangeState(after, "", 0, 0, 0, false, Instant.EPOCH);
  }

  /** The saved state; the beginning if there is none. */
  static RangeState read(Path file, String after) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var json = JsonValue.read(in);
      return new RangeState(
          json.get("after_key").text(),
          json.get("after_version").text(),
          json.get("bytes").countOrUnknown(),
          json.get("versions").countOrUnknown(),
          json.get("left_out").countOrUnknown(),
          json.get("done").isEqualTo(true),
          Instant.parse(json.get("time").text()));
    } catch (NoSuchFileException e) {
      return begin(after);
    }
  }

  /** Saves it, atomically. */
  void write(Path file) throws IOException {
    var members = new LinkedHashMap<String, Object>();
    members.put("after_key", key);
    members.put("after_version", versionId);
    members.put("bytes", bytes);
    members.put("versions", versions);
    members.put("left_out", leftOut);
    members.put("done", isDone);
    members.put("time", time.toString());
    var next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, JsonWriter.toLine(members));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
