package objectledger.ops.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;

/**
 * The records of one day out of the local copy of a journal. A line of the copy says in which
 * object the record is and when that was written, and contains the record as it is in S3.
 */
record JournalDay(Path journal, String source, LocalDate date) {
  private static final Pattern FILE =
      Pattern.compile("date=([0-9]{4}-[0-9]{2}-[0-9]{2})\\.ndjson\\.gz");
  private static final Pattern HOUR = Pattern.compile("hour=([01][0-9]|2[0-3])/");
  private static final byte[] RECORD = ",\"record\":".getBytes(US_ASCII);

  /** What to do with each record. */
  interface Reader {
    void read(JournalLine line) throws IOException;
  }

  /** The days that the copy has of a source. */
  static SortedSet<LocalDate> dates(Path journal, String source) throws IOException {
    var dates = new TreeSet<LocalDate>();
    var folder = folder(journal, source);
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        files
            .map(file -> FILE.matcher(file.getFileName().toString()))
            .filter(java.util.regex.Matcher::matches)
            .forEach(name -> dates.add(LocalDate.parse(name.group(1))));
      }
    }
    return dates;
  }

  private static Path folder(Path journal, String source) {
    return journal.resolve("source=" + source);
  }

  /** The hour since the epoch in which the day begins. */
  int firstHour() {
    return Math.toIntExact(date.toEpochDay() * 24);
  }

  /** The beginning of an hour since the epoch, as a statement has it: {@code 2026-11-27T12}. */
  static String hour(int sinceEpoch) {
    return Instant.ofEpochSecond(sinceEpoch * 3_600L)
        .atOffset(ZoneOffset.UTC)
        .toString()
        .substring(0, 13);
  }

  /** The hour since the epoch of its name. */
  static int hour(String name) {
    return Math.toIntExact(Instant.parse(name + ":00:00Z").getEpochSecond() / 3_600);
  }

  /** Where the objects of an hour are in the ledger bucket. */
  String prefix(int hour) {
    return prefix() + String.format(Locale.ROOT, "hour=%02d/", hour - firstHour());
  }

  /** Where the objects of the day are in the ledger bucket. */
  String prefix() {
    return "journal/source=%s/date=%s/".formatted(source, date);
  }

  /** Reads every record of the day; none if the copy does not have the day. */
  void forEach(Reader reader) throws IOException {
    var file = folder(journal, source).resolve("date=" + date + ".ndjson.gz");
    if (!Files.exists(file)) {
      return;
    }
    try (var in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      var buffer = new byte[1 << 16];
      var line = new ByteArrayOutputStream(1 << 11);
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        var from = 0;
        for (var i = 0; i < count; i++) {
          if (buffer[i] == '\n') {
            line.write(buffer, from, i - from);
            read(line, reader);
            from = i + 1;
          }
        }
        line.write(buffer, from, count - from);
      }
      read(line, reader);
    }
  }

  /** Reads a line; not one of text, because the digest is of its bytes. */
  private void read(ByteArrayOutputStream line, Reader reader) throws IOException {
    var read = parse(line.toByteArray());
    line.reset();
    if (read.isPresent()) {
      reader.read(read.get());
    }
  }

  private Optional<JournalLine> parse(byte[] line) {
    var end = JournalLine.indexOf(line, RECORD);
    if (end < 0) {
      return Optional.empty();
    }
    var head = new JsonValue("", JsonReader.read(new String(line, 0, end, UTF_8) + "}"));
    var file = head.get("file").text();
    var hour = HOUR.matcher(file);
    if (!hour.lookingAt()) {
      return Optional.empty();
    }
    return Optional.of(
        new JournalLine(
            file,
            firstHour() + Integer.parseInt(hour.group(1)),
            Instant.parse(head.get("modified").text()).toEpochMilli(),
            Arrays.copyOfRange(line, end + RECORD.length, line.length - 1)));
  }
}
