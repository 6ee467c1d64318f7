package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import objectledger.lambda.Sha256;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that the local copies have each line as it is in S3, fetch only what is new or changed,
 * and go on where they were killed.
 */
class JournalCopyTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-27");
  private static final String JOURNAL = "journal/source=b/date=2026-11-27/hour=12/";

  private static final String REST =
      ",\"record_type\":\"CREATE\",\"event_name\":\"e\",\"record_timestamp\":\"t\",\"key\":\"k\"";

  private final FakeBuckets ledger = new FakeBuckets();
  private final ShutdownSignal shutdown = new ShutdownSignal();

  @TempDir private Path folder;

  @Test
  void keepsEachLineAsItIsWithTheObjectThatItIsIn() throws Exception {
    ledger.put(JOURNAL + "one.json", "{\"record_id\":\"1\",  \"x\":\"a\\nb\"" + REST + "}\n");
    ledger.put(
        JOURNAL + "two.json",
        "{\"record_id\":\"2\"" + REST + "}\n{\"record_id\":\"3\"" + REST + "}\n");

    var report = sync();

    assertThat(lines(day("2026-11-27")))
        .containsExactly(
            head("hour=12/one.json")
                + "\"record\":{\"record_id\":\"1\",  \"x\":\"a\\nb\""
                + REST
                + "}}",
            head("hour=12/two.json") + "\"record\":{\"record_id\":\"2\"" + REST + "}}",
            head("hour=12/two.json") + "\"record\":{\"record_id\":\"3\"" + REST + "}}");
    assertThat(report.files()).isEqualTo(2);
    assertThat(report.bytes()).isEqualTo(67 + 3 * REST.length());
    assertThat(report.unreadable()).isEmpty();
  }

  @Test
  void fetchesOnlyWhatIsNewOrChangedAndDropsWhatIsGone() throws Exception {
    records(10);
    sync();
    ledger.put(JOURNAL + "03.json", "{\"record_id\":\"changed\"" + REST + "}");
    ledger.put(JOURNAL + "99.json", "{\"record_id\":\"new\"" + REST + "}");
    ledger.remove(JOURNAL + "05.json");
    ledger.fetches.set(0);

    var report = sync();

    assertThat(ledger.fetches).hasValue(2);
    assertThat(report.fetched()).isEqualTo(2);
    assertThat(report.files()).isEqualTo(10);
    assertThat(String.join("", lines(day("2026-11-27"))))
        .contains("changed", "new")
        .doesNotContain("\"r03\"", "\"r05\"");
    ledger.fetches.set(0);
    assertThat(sync().fetched()).isZero();
    assertThat(ledger.fetches).hasValue(0);
  }

  @Test
  void noticesAnObjectOfTheSameContentThatWasWrittenLater() throws Exception {
    records(2);
    sync();
    ledger.put(
        JOURNAL + "01.json",
        ("{\"record_id\":\"r01\"" + REST + "}").getBytes(StandardCharsets.UTF_8),
        Instant.parse("2026-12-24T00:00:00Z"));

    assertThat(sync().fetched()).isEqualTo(1);
    assertThat(lines(day("2026-11-27")).get(1)).contains("2026-12-24T00:00:00.000Z");
  }

  @Test
  void copiesTheDaysOfTheRangeAndDeletesThoseThatTheJournalHasNoMore() throws Exception {
    for (var day = 1; day <= 9; day++) {
      ledger.put(
          "journal/source=b/date=2026-11-0%s/hour=00/r.json".formatted(day),
          ("{\"record_id\":\"%s\"" + REST + "}").formatted(day));
    }
    var report = sync(LocalDate.parse("2026-11-03"), LocalDate.parse("2026-11-08"));
    assertThat(report.files()).isEqualTo(6);
    ledger.remove("journal/source=b/date=2026-11-05/hour=00/r.json");

    sync(LocalDate.parse("2026-11-04"), LocalDate.parse("2026-11-08"));

    assertThat(day("2026-11-03")).exists();
    assertThat(day("2026-11-05")).doesNotExist();
    assertThat(day("2026-11-08")).exists();
    assertThat(day("2026-11-09")).doesNotExist();
    assertThat(sync(LocalDate.MIN, LocalDate.MAX).files()).isEqualTo(8);
  }

  @Test
  void namesWhatCannotBeReadAndGoesOn() throws Exception {
    ledger.put(
        JOURNAL + "a.json", "{\"record_id\":\"1\"" + REST + "}\n{\"key\":\"x\"}\n{broken\n\n");
    ledger.put(JOURNAL + "b.json", new byte[] {'{', (byte) 0xff, '}'}, Instant.EPOCH);
    ledger.put(JOURNAL + "c.json", "");
    ledger.put(JOURNAL + "d.json", "{\"record_id\":\"2\"" + REST + "}");
    ledger.put(JOURNAL + "e\n\u001b[2J.json", "{\"record_id\":\"3\"" + REST + "}\r\n");
    ledger.put("journal/source=b/tables/x.json", "");
    ledger.refused = JOURNAL + "d.json";

    var report = sync();

    assertThat(report.problems()).isEqualTo(7);
    assertThat(report.unreadable())
        .satisfiesExactly(
            problem -> assertThat(problem).contains("source=b/tables/\": it is no day"),
            problem -> assertThat(problem).contains("a.json\", line 2: record_id is missing"),
            problem -> assertThat(problem).contains("a.json\", line 3: the payload is not JSON"),
            problem -> assertThat(problem).contains("b.json\": it is not UTF-8"),
            problem -> assertThat(problem).contains("c.json\": it is empty"),
            problem -> assertThat(problem).contains("d.json\": Access Denied"),
            problem -> assertThat(problem).contains("e\\n\\u001B[2J.json\", line 1"));
    assertThat(lines(day("2026-11-27"))).hasSize(1);
    ledger.refused = "";
    assertThat(sync().problems()).isEqualTo(6);
    assertThat(lines(day("2026-11-27"))).hasSize(2);
  }

  @Test
  void namesLinesThatNoEngineCanRead() throws Exception {
    var size = "{\"record_id\":\"1\",\"size\":\"x\"" + REST + "}\n";
    var key = size.replace("\"key\"", "\"other\"").replace("\"x\"", "1");
    ledger.put(JOURNAL + "a.json", size + key);

    assertThat(sync().unreadable())
        .satisfiesExactly(
            problem -> assertThat(problem).contains("line 1: size is a string"),
            problem -> assertThat(problem).contains("line 2: key is missing"));
  }

  @Test
  void namesObjectsThatAreInNoHourAndDoesNotCopyThem() throws Exception {
    records(1);
    var day = "journal/source=b/date=2026-11-27/";
    for (var name : List.of("x.json", "hour=24/x.json", "hour=9/x.json", "hour=12.json")) {
      ledger.put(day + name, "{\"record_id\":\"x\"" + REST + "}");
    }

    for (var time = 0; time < 2; time++) {
      var report = sync();

      assertThat(report.files()).isEqualTo(1);
      assertThat(report.problems()).isEqualTo(4);
      assertThat(report.unreadable())
          .contains("\"s3://ledger/" + day + "x.json\": it is in no hour of the journal")
          .allMatch(problem -> problem.endsWith("in no hour of the journal"));
      assertThat(lines(day("2026-11-27"))).hasSize(1);
    }
  }

  @Test
  void goesOnWhereItWasKilledEvenTwice() throws Exception {
    records(2_000);
    ledger.killAtFetch = 1_000;
    assertThatThrownBy(this::sync).isInstanceOf(FakeBuckets.KilledException.class);
    ledger.killAtFetch = ledger.fetches.get() + 600;
    assertThatThrownBy(this::sync).isInstanceOf(FakeBuckets.KilledException.class);
    ledger.killAtFetch = -1;
    ledger.fetches.set(0);

    var report = sync();

    assertThat(ledger.fetches.get()).isLessThan(1_000).isPositive();
    assertThat(report.files()).isEqualTo(2_000);
    assertThat(lines(day("2026-11-27"))).hasSize(2_000).doesNotHaveDuplicates();
    try (var files = Files.list(folder.resolve("source=b"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "date=2026-11-27.ndjson.gz", "date=2026-11-27.ndjson.gz.sha256");
    }
  }

  @Test
  void usesWhatIsWholeOfAFileThatWasCutOff() throws Exception {
    records(300);
    sync();
    var file = day("2026-11-27");
    var bytes = Files.readAllBytes(file);
    Files.write(
        file.resolveSibling(file.getFileName() + ".next"), Arrays.copyOf(bytes, bytes.length / 2));
    Files.delete(file);
    ledger.fetches.set(0);

    sync();

    assertThat(ledger.fetches.get()).isBetween(50, 250);
    assertThat(lines(file)).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void endsWhereAShutdownIsRequested() {
    records(10);
    shutdown.request();

    assertThatThrownBy(this::sync)
        .isInstanceOf(InterruptedCopyException.class)
        .hasMessage("it was interrupted: the same command continues from here");
  }

  @Test
  void copiesLatestDocumentsIntoOneFile() throws Exception {
    ledger.put("latest/source=b/a%0Ab.json", "{\"key\":\"a\\nb\"}");
    ledger.put("latest/source=b/c/d.json", "{\"key\":\"c/d\"}");
    ledger.put("latest/source=b/e.json", "[]");
    ledger.put("latest/source=bb/f.json", "{\"key\":\"f\"}");
    var copy = new LatestCopy(ledger, "123456789012", "ledger", folder, silent(), shutdown);

    var report = copy.sync("b");

    assertThat(lines(folder.resolve("source=b.ndjson.gz")))
        .containsExactly(
            head("a%0Ab.json", "latest/source=b/") + "\"record\":{\"key\":\"a\\nb\"}}",
            head("c/d.json", "latest/source=b/") + "\"record\":{\"key\":\"c/d\"}}");
    assertThat(report.unreadable()).hasSize(1).first().asString().contains("e.json\", line 1");
  }

  private void records(int count) {
    for (var number = 0; number < count; number++) {
      ledger.put(
          JOURNAL + String.format(Locale.ROOT, "%02d.json", number),
          String.format(Locale.ROOT, "{\"record_id\":\"r%02d\"" + REST + "}", number));
    }
  }

  private CopyReport sync() throws IOException {
    return sync(DAY, DAY);
  }

  private CopyReport sync(LocalDate from, LocalDate to) throws IOException {
    return new JournalCopy(ledger, "123456789012", "ledger", folder, silent(), shutdown)
        .sync("b", from, to);
  }

  private static Progress silent() {
    var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Progress(out, false, System::nanoTime);
  }

  private Path day(String date) {
    return folder.resolve("source=b").resolve("date=" + date + ".ndjson.gz");
  }

  private String head(String file) {
    return head(file, "journal/source=b/date=2026-11-27/");
  }

  private String head(String file, String prefix) {
    var eTag = Sha256.hex(ledger.contents().get(prefix + file));
    return "{\"file\":\"%s\",\"modified\":\"2026-11-27T10:00:00.000Z\",\"e_tag\":\"%s\","
        .formatted(file, eTag.substring(0, 32));
  }

  private static List<String> lines(Path file) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
