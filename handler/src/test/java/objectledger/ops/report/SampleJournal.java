package objectledger.ops.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.TerminalText;
import objectledger.ops.UtcTime;

/**
 * A local copy of a journal of seven days, the same for the same number of records. Objects arrive
 * by day more than by night, are of all sizes, and one in ten is deleted.
 *
 * @param records how many there are
 * @param texts names in keys, labels and requesters of some of them
 */
record SampleJournal(int records, List<String> texts) {
  static final String BUCKET = "source-bucket";
  static final Instant FROM = Instant.parse("2026-11-20T12:00:00Z");
  static final Instant TO = Instant.parse("2026-11-27T12:00:00Z");

  /** What a key can be, and a page must not take for its own. */
  static final List<String> HOSTILE =
      List.of(
          "<script>globalThis.hacked=1</script>",
          "</script><script>globalThis.hacked=1</script>",
          "\"onfocus=\"globalThis.hacked=1\" autofocus=\"",
          "'><img src=x onerror=globalThis.hacked=1>",
          "<!--<script>",
          "&lt;b&gt;&#x3C;script&#x3E;",
          "javascript:globalThis.hacked=1",
          "__proto__",
          "{{data}} $1 \\u003C ${globalThis.hacked=1}",
          "\u202egpj.exe \u2066\u200f",
          "\u0001\u001b[31m\r\n\t\u007f",
          "line\u2028and\u2029paragraph",
          "😀 👩‍💻 é ﷽",
          "العربية עברית",
          "  ",
          "]]>*/</style><style>*{display:none}",
          "ü".repeat(510) + "/x");

  /** Writes the copy below a folder, a file a day. */
  SampleJournal write(Path folder) throws IOException {
    var random = new Random(19);
    var samples = new SampleRecords(texts);
    Map<String, OutputStream> days = new TreeMap<>();
    try {
      for (var i = 0; i < records; i++) {
        var time = time(random);
        var fields = i % 10 == 9 ? samples.deletion(i, time) : samples.creation(i, time, random);
        var day = UtcTime.text(time).substring(0, 10);
        if (!days.containsKey(day)) {
          days.put(day, file(folder, day));
        }
        days.get(day).write(line(fields, time.plusMillis(lag(random))));
      }
    } finally {
      for (var file : days.values()) {
        file.close();
      }
    }
    return this;
  }

  private static OutputStream file(Path folder, String day) throws IOException {
    var file = folder.resolve("source=%s/date=%s.ndjson.gz".formatted(BUCKET, day));
    Files.createDirectories(file.getParent());
    return new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  private static byte[] line(Map<String, Object> fields, Instant written) {
    var record = new String(JsonWriter.toLine(fields), StandardCharsets.UTF_8).strip();
    var hour = ((String) fields.get("record_timestamp")).substring(11, 13);
    return "{\"file\":\"hour=%s/%s.json\",\"modified\":\"%s\",\"e_tag\":\"e\",\"record\":%s}\n"
        .formatted(hour, fields.get("record_id"), UtcTime.text(written), record)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Two of three are between eight and eighteen o'clock. */
  private static Instant time(Random random) {
    var hour = random.nextInt(3) < 2 ? 8 + random.nextInt(10) : random.nextInt(24);
    var time =
        Instant.parse("2026-11-20T00:00:00Z")
            .plus(Duration.ofDays(random.nextInt(8)))
            .plus(Duration.ofHours(hour))
            .plusMillis(random.nextInt(3_600_000));
    return time.isBefore(FROM) || !time.isBefore(TO) ? time(random) : time;
  }

  private static long lag(Random random) {
    return random.nextInt(50) == 0 ? random.nextInt(1_200_000) : random.nextInt(4_000);
  }

  /** What the page has to show of these texts. */
  List<String> shown() {
    return texts.stream().map(TerminalText::of).toList();
  }

  /** The records of such a copy. */
  static List<JsonValue> read(Path folder) throws IOException {
    var all = new ArrayList<JsonValue>();
    try (var files = Files.list(folder.resolve("source=" + BUCKET))) {
      for (var file : files.toList()) {
        try (var lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
          lines
              .lines()
              .map(line -> new JsonValue("", JsonReader.read(line)).get("record"))
              .forEach(all::add);
        }
      }
    }
    return all;
  }
}
