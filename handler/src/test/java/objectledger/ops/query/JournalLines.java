package objectledger.ops.query;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import objectledger.aws.EventKind;
import objectledger.json.JsonWriter;
import objectledger.lambda.Sha256;
import objectledger.ops.UtcTime;

/** Lines of a journal, and local copies of one, for tests. */
public final class JournalLines {
  public static final String BUCKET = "source-bucket";

  private JournalLines() {}

  /**
   * The record of an event; an empty text is a field that it does not have.
   *
   * @param modified when the object was made; empty if the event found none
   */
  static String record(
      String name,
      String key,
      String version,
      Instant time,
      String number,
      String eTag,
      String modified) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("schema_version", 1);
    fields.put(
        "record_id",
        Sha256.ofAll(List.of(BUCKET, key, version, number + UtcTime.text(time), name)));
    fields.put("record_type", EventKind.of(name).name());
    fields.put("event_name", name);
    fields.put("record_timestamp", UtcTime.text(time));
    fields.put("bucket", BUCKET);
    fields.put("key", key);
    fields.put("version_id", version.isEmpty() ? null : version);
    fields.put("sequence_number", number.isEmpty() ? null : number);
    fields.put("is_delete_marker", name.endsWith("DeleteMarkerCreated"));
    fields.put("size", eTag.isEmpty() ? null : eTag.length());
    fields.put("e_tag", eTag.isEmpty() ? null : eTag);
    fields.put("last_modified_date", modified.isEmpty() ? null : modified);
    fields.put("object_state", state(eTag, modified));
    fields.values().removeIf(value -> value == null);
    return new String(JsonWriter.toLine(fields), StandardCharsets.UTF_8).strip();
  }

  private static String state(String eTag, String modified) {
    if (eTag.isEmpty()) {
      return "unread";
    }
    return modified.isEmpty() ? "superseded" : "present";
  }

  /** Writes a local copy of a journal, as make verify keeps it. */
  public static void write(Path folder, List<String> records) throws IOException {
    var days = new TreeMap<String, StringBuilder>();
    for (var record : records) {
      var time = record.replaceAll(".*\"record_timestamp\":\"([^\"]+)\".*", "$1");
      days.computeIfAbsent(time.substring(0, 10), day -> new StringBuilder())
          .append("{\"file\":\"hour=%s/%s.json\",".formatted(time.substring(11, 13), "0"))
          .append("\"modified\":\"%s\",\"e_tag\":\"e\",\"record\":%s}\n".formatted(time, record));
    }
    for (Map.Entry<String, StringBuilder> day : days.entrySet()) {
      var file = folder.resolve("source=" + BUCKET + "/date=" + day.getKey() + ".ndjson.gz");
      Files.createDirectories(file.getParent());
      try (var out =
          new OutputStreamWriter(
              new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
        out.append(day.getValue());
      }
    }
  }
}
