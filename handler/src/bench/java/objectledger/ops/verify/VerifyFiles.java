package objectledger.ops.verify;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import objectledger.ops.UtcTime;

/**
 * Writes a listing and the copies of a journal of 30 days, as make verify keeps them. One key in
 * 100,000 is missing in the journal, one is a ghost, and one was overwritten.
 */
final class VerifyFiles {
  private static final int DAYS = 30;
  private static final int EACH = 100_000;
  private static final String RECORD_TYPE =
      "\",\"record_type\":\"CREATE\",\"event_name\":\"ObjectCreated:Put\",\"record_timestamp\":\"";
  private static final String FACTS =
      "\",\"is_delete_marker\":false,\"aws_region\":\"eu-west-1\",\"requester\":"
          + "\"AWS:AROA1234567890:session\",\"source_ip_address\":\"192.0.2.44\",\"request_id\":"
          + "\"702D27ECDE65F4BD\",\"size\":";
  private static final String LABELS =
      "\",\"storage_class\":\"STANDARD\",\"content_type\":\"application/json\","
          + "\"encryption_status\":\"SSE-S3\",\"object_state\":\"present\",\"object_tags\":"
          + "{\"team\":\"data\"},\"user_metadata\":{\"origin\":\"generator\"}}}\n";
  private static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");

  private VerifyFiles() {}

  /** Writes so many keys into a folder. */
  static void write(Path folder, int keys) throws IOException {
    Files.createDirectories(folder.resolve("listing"));
    for (var day = 0; day < DAYS; day++) {
      var date = BEGIN.plus(Duration.ofDays(day));
      var file = "journal/source=b/date=%s.ndjson.gz".formatted(date.toString().substring(0, 10));
      Files.createDirectories(folder.resolve(file).getParent());
      // Listings in parts as journals are in days, because DuckDB reads a file in one thread.
      var range = String.format(Locale.ROOT, "listing/range-%04d.ndjson.gz", day);
      try (var listing = gzip(folder.resolve(range));
          var journal = gzip(folder.resolve(file))) {
        for (var number = day; number < keys; number += DAYS) {
          write(number, date, listing, journal);
        }
      }
    }
  }

  /** Joins texts, because to format them would take most of the time. */
  private static void write(int number, Instant date, OutputStream listing, OutputStream journal)
      throws IOException {
    var key = "data/part=" + padded(number % 64, 2) + "/" + padded(number, 9) + ".json";
    var time = date.plusSeconds(number % 86_400);
    var eTag = padded(Long.toHexString(number * 2_654_435_761L), 32);
    var version = "v" + eTag.substring(8);
    if (number % EACH != 1) {
      var id = eTag + eTag;
      var text = UtcTime.text(time);
      var hour = padded(number % 86_400 / 3_600, 2);
      journal.write(
          ("{\"file\":\"hour="
                  + hour
                  + "/"
                  + id
                  + ".json\",\"modified\":\""
                  + text
                  + "\",\"e_tag\":\"")
              .getBytes(StandardCharsets.UTF_8));
      journal.write(
          (eTag + "\",\"record\":{\"schema_version\":1,\"record_id\":\"" + id + RECORD_TYPE + text)
              .getBytes(StandardCharsets.UTF_8));
      journal.write(
          ("\",\"bucket\":\"b\",\"key\":\"" + key + "\",\"version_id\":\"" + version + "\",")
              .getBytes(StandardCharsets.UTF_8));
      journal.write(
          ("\"sequence_number\":\"" + padded(Long.toHexString(number + 1L), 32) + FACTS + number)
              .getBytes(StandardCharsets.UTF_8));
      journal.write(
          (",\"e_tag\":\"" + (number % EACH == 3 ? "other" : eTag) + "\",\"last_modified_date\":\"")
              .getBytes(StandardCharsets.UTF_8));
      journal.write((text + LABELS).getBytes(StandardCharsets.UTF_8));
    }
    if (number % EACH != 2) {
      listing.write(
          new ListedVersion(key, version, true, false, (long) number, time, eTag, "STANDARD")
              .line());
    }
  }

  private static String padded(int number, int width) {
    return padded(Integer.toString(number), width);
  }

  private static String padded(String text, int width) {
    return "0".repeat(width - text.length()) + text;
  }

  /** Buffered before it is compressed, and compressed least: the files are read once or twice. */
  private static OutputStream gzip(Path file) throws IOException {
    var out =
        new GZIPOutputStream(Files.newOutputStream(file), 1 << 16) {
          void fast() {
            def.setLevel(Deflater.BEST_SPEED);
          }
        };
    out.fast();
    return new BufferedOutputStream(out, 1 << 16);
  }
}
