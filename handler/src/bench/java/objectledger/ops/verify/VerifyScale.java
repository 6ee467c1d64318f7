package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import objectledger.ops.ScaleFigures;
import objectledger.ops.Source;
import objectledger.ops.query.DifferingKeys;
import objectledger.ops.query.DuckDb;

/**
 * Measures the comparison of make verify: {@code make FOLDER KEYS} makes a listing and the copies
 * of a journal, {@code compare FOLDER} compares them and prints the time and the peak of the
 * memory, and the time in which DuckDB only reads both.
 */
final class VerifyScale {
  private static final String KEYS = "keys";
  private static final Instant CUT = Instant.parse("2026-11-27T00:00:00Z");

  private VerifyScale() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[1]);
    if (arguments[0].equals("make")) {
      VerifyFiles.write(folder, Integer.parseInt(arguments[2]));
      Files.writeString(folder.resolve(KEYS), arguments[2]);
    } else {
      compare(folder);
    }
  }

  private static void compare(Path folder) throws IOException {
    // The versions in the listing, but for one in 100,000.
    var keys = Long.parseLong(Files.readString(folder.resolve(KEYS)));
    var started = System.nanoTime();
    var cpu = ScaleFigures.cpuSeconds();
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
      System.out.printf(Locale.ROOT, "%,d keys: %s%n", keys, gaps.byLabel());
    }
    var name = "verify." + keys;
    ScaleFigures.print(name + ".seconds", ScaleFigures.secondsSince(started));
    ScaleFigures.print(name + ".cpu_seconds", ScaleFigures.cpuSeconds() - cpu);
    ScaleFigures.print(name + ".peak_mb", ScaleFigures.peakMegabytes());
    started = System.nanoTime();
    cpu = ScaleFigures.cpuSeconds();
    read(folder);
    ScaleFigures.print(name + ".read_seconds", ScaleFigures.secondsSince(started));
    ScaleFigures.print(name + ".read_cpu_seconds", ScaleFigures.cpuSeconds() - cpu);
  }

  /** Counts the values that the comparison needs, of both sides. */
  private static void read(Path folder) throws IOException {
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.journal(folder.resolve("journal"), "b");
      for (var relation :
          List.of(
              "(SELECT %s FROM journal_whole)".formatted(DifferingKeys.NEEDED),
              "(" + ListingView.of("b", folder.resolve("listing")) + ")")) {
        duckDb.execute("SELECT count(*), count(COLUMNS(*)) FROM " + relation);
      }
    }
  }
}
