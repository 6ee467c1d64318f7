package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that a copy is whole after one that was killed, wherever that was, for objects of several
 * records too.
 */
class CutOffCopyTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-27");
  private static final String JOURNAL = "journal/source=b/date=2026-11-27/hour=12/";

  private final FakeBuckets ledger = new FakeBuckets();
  private byte[] gzip;
  private String whole;

  @TempDir private Path folder;

  @BeforeEach
  void copyObjectsOfThreeRecords() throws Exception {
    for (var name : new String[] {"a", "ä"}) {
      ledger.put(JOURNAL + name + ".json", record(name + 1) + record(name + 2) + record(name + 3));
    }
    sync();
    gzip = Files.readAllBytes(file(""));
    whole = plain();
  }

  @Test
  void isWholeWhereverTheTextOfTheOneThatWasKilledEnds() throws Exception {
    var text = whole.getBytes(StandardCharsets.UTF_8);
    for (var length = 0; length <= text.length; length++) {
      var flushed = new ByteArrayOutputStream();
      try (var out = new GZIPOutputStream(flushed, 512, true)) {
        out.write(text, 0, length);
        out.flush();
        isWholeAfter(flushed.toByteArray(), "text of " + length);
      }
    }
  }

  @Test
  void isWholeWhereverTheFileOfTheOneThatWasKilledEnds() throws Exception {
    for (var length = 0; length <= gzip.length; length++) {
      isWholeAfter(Arrays.copyOf(gzip, length), "file of " + length);
    }
  }

  private void isWholeAfter(byte[] part, String what) throws IOException {
    Files.delete(file(""));
    Files.deleteIfExists(file(".sha256"));
    Files.write(file(".part"), part);
    sync();
    assertThat(plain()).as(what).isEqualTo(whole);
  }

  private void sync() throws IOException {
    var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var progress = new Progress(out, false, System::nanoTime);
    var copy =
        new JournalCopy(ledger, "123456789012", "ledger", folder, progress, new ShutdownSignal());
    copy.sync("b", DAY, DAY);
  }

  private Path file(String ending) {
    return folder.resolve("source=b").resolve("date=2026-11-27.ndjson.gz" + ending);
  }

  private String plain() throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file(""))))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String record(String id) {
    return """
    {"record_id":"%s","record_type":"CREATE","event_name":"ObjectCreated:Put",\
    "record_timestamp":"2026-11-27T12:00:00.000Z","key":"k"}
    """
        .formatted(id);
  }
}
