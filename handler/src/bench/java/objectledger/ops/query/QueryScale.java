package objectledger.ops.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import objectledger.ops.ScaleFigures;

/**
 * Measures each statement of terraform/queries about the journal: its seconds, and the bytes that
 * it reads, on the journal's objects and on one copy in Parquet. Both must give the same rows. The
 * arguments are a folder, and the number of records.
 */
final class QueryScale {
  /** Views, and what needs the time at which an object was written: a copy does not have it. */
  private static final Set<String> OTHERS =
      Set.of("journal", "latest", "inventory", "lag", "report-lag");

  /** A week of the month that is there, where it is asked for days. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("source", JournalFiles.SOURCE),
          Map.entry("prefix", ""),
          Map.entry("at", "2026-10-20T00:00:00.000Z"),
          Map.entry("from", "2026-10-10"),
          Map.entry("to", "2026-10-16"),
          Map.entry("since", "2026-10-10T00:00:00.000Z"),
          Map.entry("until", "2026-10-17T00:00:00.000Z"),
          Map.entry("tag", "stage"),
          Map.entry("value", "raw"),
          Map.entry("dt", "listing"),
          Map.entry("cut", "2026-11-27T00:00:00.000Z"),
          Map.entry("scope", "current"));

  /** An inventory of what the journal says was created, without a tenth: all find gaps in it. */
  private static final String INVENTORY =
      """
      CREATE TABLE inventory AS
      SELECT
        source, 'listing' AS dt, key, 'null' AS version_id, true AS is_latest,
        false AS is_delete_marker, size, last_modified_date, e_tag, storage_class,
        false AS is_multipart
      FROM journal
      WHERE record_type = 'CREATE' AND strpos(key, '7.json') = 0
      """;

  private final Path folder;
  private final Path copy;
  private final Map<String, String> values = new HashMap<>(VALUES);

  private QueryScale(Path folder, int records) {
    this.folder = folder;
    // Of a day in that week.
    this.values.put("key", JournalFiles.key(records * 4 / 1_000 * 100));
    this.copy = folder.resolve("parquet");
  }

  public static void main(String[] arguments) throws IOException {
    var records = Integer.parseInt(arguments[1]);
    var scale = new QueryScale(Path.of(arguments[0]), records);
    JournalFiles.write(scale.folder, records);
    ScaleFigures.print("query.records", records);
    ScaleFigures.print("query.json_mb", megabytes(scale.folder.resolve("journal")));
    try (var duckDb = scale.open()) {
      duckDb.execute(LedgerViews.journalInBucket(scale.folder.toString()));
      duckDb.execute("CREATE VIEW journal_whole AS " + DuckDb.JOURNAL_WHOLE);
      duckDb.view("journal");
      var started = System.nanoTime();
      duckDb.execute(ParquetCopy.inDuckDb(scale.copy));
      ScaleFigures.print("query.copy_seconds", ScaleFigures.secondsSince(started));
      ScaleFigures.print("query.parquet_mb", megabytes(scale.copy));
      scale.compare(duckDb);
    }
  }

  /** More memory than the tools allow, so that what a statement reads is not what it spilled. */
  private DuckDb open() {
    var duckDb = DuckDb.open(folder.resolve("duckdb"));
    duckDb.execute("SET memory_limit = '6GB'");
    // Otherwise the second statement finds in memory what the first one read.
    duckDb.execute("SET enable_external_file_cache = false");
    return duckDb;
  }

  private void compare(DuckDb onObjects) {
    try (var onCopy = open()) {
      onCopy.execute(ParquetCopy.views(copy));
      for (var duckDb : List.of(onObjects, onCopy)) {
        duckDb.execute(INVENTORY);
      }
      for (var name : QueryStatement.names()) {
        if (!OTHERS.contains(name)) {
          var objects = measure(onObjects, name, "json");
          var parquet = measure(onCopy, name, "parquet");
          ScaleFigures.require(!objects.isEmpty(), name + " found nothing");
          ScaleFigures.require(objects.equals(parquet), name + " gives other rows on the copy");
        }
      }
    }
  }

  /** The rows, each as often as it is there. */
  private Map<Integer, Integer> measure(DuckDb duckDb, String name, String kind) {
    var rows = new HashMap<Integer, Integer>();
    var read = ScaleFigures.bytesRead();
    var started = System.nanoTime();
    duckDb.query(
        QueryStatement.read(name),
        values,
        row -> rows.merge(text(row).hashCode(), 1, Integer::sum));
    var figure = "query.%s.%s".formatted(name, kind);
    ScaleFigures.print(figure + "_seconds", ScaleFigures.secondsSince(started));
    ScaleFigures.print(figure + "_mb", (ScaleFigures.bytesRead() - read) / 1e6);
    return rows;
  }

  private static String text(ResultSet row) throws SQLException {
    var text = new StringBuilder();
    for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      text.append(row.getString(column)).append('\u0000');
    }
    return text.toString();
  }

  private static double megabytes(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()
          / 1e6;
    }
  }
}
