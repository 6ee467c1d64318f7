package objectledger.ops.query;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements that make a copy of the journal in Parquet and show it under the journal's names:
 * Athena's as docs/query.md has it, and DuckDB's of the same columns. The copy has each record
 * once, a folder for each day, and the hour as a column: hours would be files of some hundred
 * kilobytes.
 */
final class ParquetCopy {
  private ParquetCopy() {}

  /** The SELECT of both, whose last columns are the folders. */
  private static String select() {
    var columns =
        Stream.concat(
                TableColumns.of("journal").types().keySet().stream(),
                Stream.of("hour", "source", "date"))
            .collect(Collectors.joining(", "));
    return "SELECT " + columns.replaceAll("(.{1,80}), ", "$1,\n  ") + "\nFROM journal";
  }

  /** A month of a source, because a statement of Athena writes at most 100 folders. */
  static String inAthena() {
    return """
    UNLOAD (
    %s
    WHERE source = 'SOURCE' AND date BETWEEN '2026-11-01' AND '2026-11-30'
    )
    TO 's3://RESULTS/journal-parquet/'
    WITH (format = 'PARQUET', compression = 'ZSTD', partitioned_by = ARRAY['source', 'date'])
    """
        .formatted(select());
  }

  /** All of the view journal. */
  static String inDuckDb(Path folder) {
    return "COPY (\n%s\n) TO %s (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (source, date))"
        .formatted(select(), SqlText.quote(folder));
  }

  /** The views of the journal over the copy, in place of those over the journal's objects. */
  static String views(Path folder) {
    return """
    CREATE VIEW journal AS SELECT * FROM read_parquet(
      %s, hive_partitioning = true, hive_types_autocast = false);
    CREATE VIEW journal_whole AS SELECT * EXCLUDE (date, hour) FROM journal
    """
        .formatted(SqlText.quote(folder.resolve("source=*/date=*/*.parquet")));
  }
}
