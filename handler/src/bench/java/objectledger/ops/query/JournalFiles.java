package objectledger.ops.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import objectledger.ops.UtcTime;

/**
 * Writes a journal of 30 days as the ledger stores one: objects of 100 records in {@code
 * journal/source=…/date=…/hour=…}. Of 100 events 90 create objects, of which ten overwrite one, and
 * ten delete; one in 100 is in two objects, as an event that a queue delivers twice.
 */
final class JournalFiles {
  static final String SOURCE = "b";
  static final int DAYS = 30;
  private static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");
  private static final int EACH = 100;
  private static final int HOURS = DAYS * 24;

  private JournalFiles() {}

  /** Writes so many records below a folder. */
  static void write(Path folder, int records) throws IOException {
    var files = Math.ceilDiv(records, EACH);
    for (var file = 0; file < files; file++) {
      // In the order of the hours, so that a deletion is after what it deletes.
      var hour = BEGIN.plus(Duration.ofHours((long) file * HOURS / files));
      var text = UtcTime.text(hour);
      var path =
          "journal/source=%s/date=%s/hour=%s/"
              .formatted(SOURCE, text.substring(0, 10), text.substring(11, 13));
      var lines = new StringBuilder();
      for (var number = file * EACH; number < (file + 1) * EACH; number++) {
        lines.append(line(number, hour.plusMillis(number % 3_600_000)));
        if (number % EACH == 7) {
          lines.append(line(number, hour.plusMillis(number % 3_600_000)));
        }
      }
      Files.createDirectories(folder.resolve(path));
      var name = String.format(Locale.ROOT, "%064x.json", file);
      Files.writeString(folder.resolve(path + name), lines, UTF_8);
    }
  }

  private static String line(int number, Instant time) {
    var inFile = number % EACH;
    var isDeletion = inFile >= 90;
    // Those from 80 on are of keys that the same file has created.
    var key = key(inFile < 80 ? number : number - 40);
    var text = UtcTime.text(time);
    var id = String.format(Locale.ROOT, "%064x", number * 2_654_435_761L);
    var fields = new StringBuilder("{\"schema_version\":1,\"record_id\":\"").append(id).append('"');
    add(fields, "record_type", isDeletion ? "DELETE" : "CREATE");
    add(fields, "event_name", isDeletion ? "ObjectRemoved:Delete" : "ObjectCreated:Put");
    add(fields, "record_timestamp", text);
    add(fields, "bucket", SOURCE);
    add(fields, "key", key);
    add(fields, "sequence_number", String.format(Locale.ROOT, "%032X", number + 1));
    fields.append(",\"is_delete_marker\":false");
    add(fields, "aws_region", "eu-west-1");
    add(fields, "requester", "AWS:AROA1234567890:job-" + number % 7);
    add(fields, "source_ip_address", "192.0.2." + number % 50);
    add(fields, "request_id", id.substring(48).toUpperCase(Locale.ROOT));
    if (isDeletion) {
      add(fields, "object_state", "unread");
    } else {
      addObject(fields, number, id, text);
    }
    return fields.append("}\n").toString();
  }

  private static void addObject(StringBuilder fields, int number, String id, String text) {
    fields.append(",\"size\":").append(number % 1_000_003L * 17);
    add(fields, "e_tag", id.substring(32));
    add(fields, "last_modified_date", text.substring(0, 19) + ".000Z");
    add(fields, "storage_class", number % 5 == 0 ? "STANDARD_IA" : "STANDARD");
    add(fields, "checksum_algorithm", "CRC64NVME");
    add(fields, "checksum_type", "FULL_OBJECT");
    add(fields, "checksum_value", id.substring(53) + "=");
    add(fields, "content_type", "application/json");
    add(fields, "encryption_status", "SSE-S3");
    fields.append(",\"object_tags\":{\"stage\":\"").append(number % 3 == 0 ? "raw" : "clean");
    fields.append("\"},\"user_metadata\":{\"origin\":\"generator\",\"job\":\"");
    fields.append(number % 40).append("\"}");
    add(fields, "object_state", "present");
  }

  static String key(int number) {
    return String.format(
        Locale.ROOT, "area-%02d/part=%02d/%09d.json", number % 24, number % 64, number);
  }

  private static void add(StringBuilder fields, String name, String value) {
    fields.append(",\"").append(name).append("\":\"").append(value).append('"');
  }
}
