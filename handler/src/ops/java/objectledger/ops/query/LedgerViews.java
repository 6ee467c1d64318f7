package objectledger.ops.query;

import java.nio.file.Path;
import java.util.List;

/** The SQL that makes for DuckDB what the statements of terraform/queries read. */
final class LedgerViews {
  /** What Athena has by another name, or in another way. */
  static final List<String> MACROS =
      List.of(
          "CREATE MACRO from_iso8601_timestamp(text) AS CAST(text AS TIMESTAMPTZ)",
          // The format is DuckDB's: it needs no Locale.ROOT.
          "CREATE MACRO to_iso8601(time) AS strftime(time, '%Y-%m-%dT%H:%M:%S.%g')",
          // DuckDB's own gives a list.
          "CREATE MACRO element_at(map, name) AS map_extract_value(map, name)");

  private LedgerViews() {}

  /**
   * The view journal_raw of a local copy of the journal of one source.
   *
   * @param folder with source=…/date=….ndjson.gz, at least one
   * @param source the bucket
   */
  static String journal(Path folder, String source) {
    return """
    CREATE VIEW journal_raw AS
    SELECT
      record.*,
      regexp_extract(filename, '/source=([^/]+)/', 1) AS source,
      regexp_extract(filename, '/date=([0-9-]+)', 1) AS date,
      substr(file, 6, 2) AS hour,
      CAST(modified AS TIMESTAMPTZ) AS "$file_modified_time"
    FROM read_json(
      %s, format = 'newline_delimited', filename = true,
      columns = {file: 'VARCHAR', modified: 'VARCHAR', record: '%s'})
    """
        .formatted(
            SqlText.quote(folder.resolve("source=" + source + "/date=*.ndjson.gz")),
            struct("journal"));
  }

  /**
   * The view journal_raw of a journal in its bucket, whose columns are those of the table in
   * Athena.
   *
   * @param ledger the bucket, as s3://NAME, or a folder
   */
  static String journalInBucket(String ledger) {
    return """
    CREATE VIEW journal_raw AS
    SELECT *
    FROM read_json(
      %s,
      format = 'newline_delimited', hive_partitioning = true, hive_types_autocast = false,
      columns = {
        %s
      }
    )"""
        .formatted(
            SqlText.quote(ledger + "/journal/source=*/date=*/hour=*/*.json"),
            TableColumns.of("journal").inJson());
  }

  /**
   * The view latest_raw of a local copy of the latest documents.
   *
   * @param folder with source=….ndjson.gz
   */
  static String latest(Path folder) {
    return """
    CREATE VIEW latest_raw AS
    SELECT
      record.*,
      regexp_extract(filename, '/source=([^/]+)[.]ndjson[.]gz$', 1) AS source
    FROM read_json(
      %s, format = 'newline_delimited', filename = true,
      columns = {file: 'VARCHAR', modified: 'VARCHAR', record: '%s'})
    """
        .formatted(SqlText.quote(folder.resolve("source=*.ndjson.gz")), struct("latest"));
  }

  private static String struct(String table) {
    return TableColumns.of(table).struct();
  }
}
