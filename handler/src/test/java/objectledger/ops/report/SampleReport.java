package objectledger.ops.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import objectledger.json.JsonWriter;
import objectledger.ops.Stacks;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.DuckDbEngine;
import objectledger.ops.verify.LastStatement;

/**
 * Writes the report of a generated journal, and says what it took. The arguments are a folder, the
 * number of records, the folder of npm's modules, and whether the names are hostile.
 */
final class SampleReport {
  private SampleReport() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    var texts = Boolean.parseBoolean(arguments[3]) ? SampleJournal.HOSTILE : List.<String>of();
    var journal =
        new SampleJournal(Integer.parseInt(arguments[1]), texts).write(folder.resolve("journal"));
    var began = System.nanoTime();
    var page = new ReportPage(ChartLibrary.read(Path.of(arguments[2])));
    var data = data(folder);
    new ReportFile(folder.resolve("page.html")).write(page.html(data.members()));
    var millis = (System.nanoTime() - began) / 1_000_000;
    Files.write(
        folder.resolve("expected.json"), JsonWriter.toLine(Map.of("texts", journal.shown())));
    System.out.printf(
        "%s%n",
        String.format(
            Locale.ROOT,
            "%,d records: %.1f s, a page of %,d kB, %s kB of memory at most",
            data.records(),
            millis / 1000.0,
            Files.size(folder.resolve("page.html")) / 1000,
            peakMemory()));
  }

  /** What the page shows of the journal below a folder. */
  static ReportData data(Path folder) {
    var request =
        new ReportRequest(
            Stacks.source("landing", SampleJournal.BUCKET),
            SampleJournal.FROM,
            SampleJournal.TO,
            folder.resolve("page.html"));
    var verify =
        VerifyPart.members(
            new LastStatement(
                7,
                Instant.parse("2026-11-27T03:00:00Z"),
                new TreeMap<>(Map.of("missing", 3L, "stale", 1L, "ghost", 0L)),
                Map.of()));
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.journal(folder.resolve("journal"), SampleJournal.BUCKET);
      return ReportData.of(
          new DuckDbEngine(duckDb), request, verify, "dev", SampleJournal.TO.plusSeconds(60));
    }
  }

  /** The most resident memory that the process had; Linux says it. */
  private static String peakMemory() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "an unknown number of";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.replaceAll("\\D", ""))
        .findFirst()
        .orElse("?");
  }
}
