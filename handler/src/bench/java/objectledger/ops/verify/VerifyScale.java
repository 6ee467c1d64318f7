package objectledger.ops.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import objectledger.ops.Source;
import objectledger.ops.UtcTime;

/**
 * Measures the comparison of make verify: {@code make FOLDER KEYS} makes a listing and the copies
 * of a journal, {@code compare FOLDER} compares them and prints the time and the peak of the
 * memory. One key in 100,000 is missing in the journal, one is a ghost, and one was overwritten.
 */
final class VerifyScale {
  private static final int DAYS = 30;
  private static final int EACH = 100_000;
  private static final String KEYS = "keys";
  private static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant CUT = Instant.parse("2026-11-27T00:00:00Z");

  private VerifyScale() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[1]);
    if (arguments[0].equals("make")) {
      make(folder, Integer.parseInt(arguments[2]));
    } else {
      compare(folder);
    }
  }

  private static void make(Path folder, int keys) throws IOException {
    Files.createDirectories(folder.resolve("listing"));
    Files.writeString(folder.resolve(KEYS), Integer.toString(keys));
    try (var listing = gzip(folder.resolve("listing/range-0000.ndjson.gz"))) {
      for (var day = 0; day < DAYS; day++) {
        var date = BEGIN.plus(Duration.ofDays(day));
        var file = "journal/source=b/date=%s.ndjson.gz".formatted(date.toString().substring(0, 10));
        Files.createDirectories(folder.resolve(file).getParent());
        try (var journal = gzip(folder.resolve(file))) {
          for (var number = day; number < keys; number += DAYS) {
            write(number, date, listing, journal);
          }
        }
      }
    }
  }

  private static void write(int number, Instant date, OutputStream listing, OutputStream journal)
      throws IOException {
    var key = String.format(Locale.ROOT, "data/part=%02d/%09d.json", number % 64, number);
    var time = date.plusSeconds(number % 86_400);
    var eTag = "%032x".formatted(number * 2_654_435_761L);
    var version = "v" + eTag.substring(8);
    if (number % EACH != 1) {
      var recorded = number % EACH == 3 ? "other" : eTag;
      var id = eTag + eTag;
      var text = UtcTime.text(time);
      journal.write(
          String.format(
                  Locale.ROOT,
                  """
      {"file":"hour=%02d/%s.json","modified":"%s","e_tag":"%s","record":{"schema_version":1,\
      "record_id":"%s","record_type":"CREATE","event_name":"ObjectCreated:Put",\
      "record_timestamp":"%s","bucket":"b","key":"%s","version_id":"%s","sequence_number":"%032X",\
      "is_delete_marker":false,"aws_region":"eu-west-1","requester":"AWS:AROA1234567890:session",\
      "source_ip_address":"192.0.2.44","request_id":"702D27ECDE65F4BD","size":%d,"e_tag":"%s",\
      "last_modified_date":"%s","storage_class":"STANDARD","content_type":"application/json",\
      "encryption_status":"SSE-S3","object_state":"present",\
      "object_tags":{"team":"data"},"user_metadata":{"origin":"generator"}}}
      """,
                  number % 86_400 / 3_600,
                  id,
                  text,
                  eTag,
                  id,
                  text,
                  key,
                  version,
                  number + 1L,
                  number,
                  recorded,
                  text)
              .getBytes(StandardCharsets.UTF_8));
    }
    if (number % EACH != 2) {
      listing.write(
          new ListedVersion(key, version, true, false, (long) number, time, eTag, "STANDARD")
              .line());
    }
  }

  private static OutputStream gzip(Path file) throws IOException {
    return new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  private static void compare(Path folder) throws IOException {
    // The versions in the listing, but for one in 100,000.
    var keys = Long.parseLong(Files.readString(folder.resolve(KEYS)));
    var started = System.nanoTime();
    var source =
        new Source(
            "s",
            "b",
            List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*"),
            "",
            List.of(),
            "direct");
    try (var comparison =
            new Comparison(
                folder.resolve("duckdb"),
                new Judged(source, ""),
                ListingView.of("b", folder.resolve("listing")),
                keys,
                CUT,
                "all");
        var gaps = new Gaps(folder.resolve("gaps.ndjson"))) {
      comparison.readJournal(folder.resolve("journal"), folder.resolve("empty"));
      comparison.compareJournal(gaps);
      System.out.printf(
          Locale.ROOT,
          "%s in %.1f s, peak of the memory %s%n",
          gaps.byLabel(),
          (System.nanoTime() - started) / 1e9,
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmHWM"))
              .findFirst()
              .orElse("unknown"));
    }
  }
}
