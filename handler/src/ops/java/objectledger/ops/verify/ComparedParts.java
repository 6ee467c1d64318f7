package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.SqlText;

/**
 * Divides a large journal and its listing by their keys into parts, each of which can be compared
 * in memory. To compare everything at once would sort on the disk, and need more time for each
 * object the more there are.
 *
 * @param source the bucket
 * @param inventory the SELECT of the view inventory
 * @param listed how many versions it has: a new ledger has a small journal of a large bucket
 * @param folder for the parts; it is made and removed
 * @param bytes of the copy of a journal, and of what is listed, that make a part
 */
record ComparedParts(
    DuckDb duckDb, Sql sql, String source, String inventory, long listed, Path folder, long bytes) {
  /** About a million records, compressed. */
  static final long USUAL_BYTES = 60_000_000;

  /** About what a record has of them. */
  private static final int RECORD_BYTES = 60;

  private static final int MOST = 200;

  /** What the statement gaps reads of a record. */
  static final String NEEDED =
      "source, key, version_id, record_type, event_name, sequence_number, record_timestamp,"
          + " is_delete_marker, is_multipart, object_state, last_modified_date, e_tag, size,"
          + " storage_class";

  /**
   * Runs a comparison for each part, or for all at once if that is no more than one part.
   *
   * @param journal the folder of the source
   */
  void forEach(Path journal, Runnable comparison) throws IOException {
    CopyFolder.remove(folder);
    var size = size(journal) + listed * RECORD_BYTES;
    var parts = (int) Math.min(MOST, 1 + size / bytes);
    if (parts == 1) {
      comparison.run();
      return;
    }
    Files.createDirectories(folder);
    try {
      write("journal_whole", NEEDED, parts);
      write("inventory", "*", parts);
      var first = firstEvent();
      for (var part = 0; part < parts; part++) {
        if (hasFiles("journal_whole")) {
          show("journal_whole", journalPart(part, first));
        }
        if (hasFiles("inventory")) {
          show("inventory", "SELECT * EXCLUDE (part) FROM " + files("inventory", part));
        }
        comparison.run();
      }
    } finally {
      show("journal_whole", DuckDb.JOURNAL_WHOLE);
      show("inventory", inventory);
      CopyFolder.remove(folder);
    }
  }

  private void write(String relation, String columns, int parts) {
    duckDb.execute(
        "COPY (SELECT %s, hash(key) %% %s AS part FROM %s) TO %s (FORMAT parquet, PARTITION_BY part)"
            .formatted(columns, parts, relation, SqlText.quote(folder.resolve(relation))));
  }

  private void show(String relation, String select) {
    duckDb.execute("CREATE OR REPLACE VIEW " + relation + " AS " + select);
  }

  /**
   * The records of a part, and the first event of all parts as one that changes nothing: from then
   * on, whatever is not recorded is missing.
   */
  private String journalPart(int part, String first) {
    return """
    SELECT * EXCLUDE (part) FROM %1$s
    UNION ALL BY NAME
    SELECT
      %2$s AS source, '' AS key, %3$s AS record_timestamp, 'UPDATE_METADATA' AS record_type,
      '' AS sequence_number
    WHERE %3$s <> ''
    """
        .formatted(files("journal_whole", part), SqlText.quote(source), SqlText.quote(first));
  }

  /** The time of the first event of all parts; empty if there is none. */
  private String firstEvent() throws IOException {
    var first = new AtomicReference<>("");
    if (!hasFiles("journal_whole")) {
      return "";
    }
    sql.rows(
        "SELECT coalesce(min(record_timestamp), '') FROM %s WHERE sequence_number IS NOT NULL"
            .formatted(read("journal_whole")),
        List.of(),
        row -> first.set(row.getString(1)));
    return first.get();
  }

  private String files(String relation, int part) {
    return "(SELECT * FROM %s WHERE part = %s)".formatted(read(relation), part);
  }

  private String read(String relation) {
    return "read_parquet(%s, hive_partitioning = true)"
        .formatted(SqlText.quote(folder.resolve(relation).resolve("part=*/*.parquet")));
  }

  private boolean hasFiles(String relation) throws IOException {
    var written = folder.resolve(relation);
    if (!Files.isDirectory(written)) {
      return false;
    }
    try (var parts = Files.list(written)) {
      return parts.findAny().isPresent();
    }
  }

  private static long size(Path journal) throws IOException {
    if (!Files.isDirectory(journal)) {
      return 0;
    }
    try (var files = Files.list(journal)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
