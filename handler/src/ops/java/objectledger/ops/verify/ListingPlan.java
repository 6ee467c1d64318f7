package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;

/**
 * The ranges in which a bucket is listed. It is saved, so that an interrupted listing goes on.
 *
 * @param startedAt by S3's clock
 * @param boundaries between the ranges
 */
record ListingPlan(Instant startedAt, List<String> boundaries) {

  /**
   * A part of the keys.
   *
   * @param after which it begins; empty for the first key
   * @param upTo the last key that is in it; empty for no end
   */
  record Range(int number, String after, String upTo) {
    /** Whether a key is beyond the end. */
    boolean endsBefore(String key) {
      return !upTo.isEmpty() && KeyOrder.compare(key, upTo) > 0;
    }
  }

  List<Range> ranges() {
    var ranges = new ArrayList<Range>();
    var after = "";
    for (var boundary : boundaries) {
      ranges.add(new Range(ranges.size(), after, boundary));
      after = boundary;
    }
    ranges.add(new Range(ranges.size(), after, ""));
    return ranges;
  }

  /** The saved plan, if there is one. */
  static Optional<ListingPlan> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      var json = JsonValue.read(in);
      return Optional.of(
          new ListingPlan(
              Instant.parse(json.get("started_at").text()),
              json.get("boundaries").items().stream().map(JsonValue::text).toList()));
    }
  }

  /** Saves it, atomically. */
  void write(Path file) throws IOException {
    var members = new LinkedHashMap<String, Object>();
    members.put("started_at", startedAt.toString());
    members.put("boundaries", boundaries);
    var next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, JsonWriter.toLine(members));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
