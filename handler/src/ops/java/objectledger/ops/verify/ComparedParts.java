package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import objectledger.ops.query.DifferingKeys;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.SqlText;

/**
 * Divides what may differ in a large journal and its listing by the keys into parts, each of which
 * can be compared in memory. To compare everything at once would sort on the disk, and need more
 * time for each object the more there are.
 *
 * @param values of the parameters of the statement gaps
 * @param inventory the SELECT of the view inventory
 * @param listed how many versions it has: a new ledger has a small journal of a large bucket
 * @param folder for the parts; it is made and removed
 * @param bytes that make a part. If the copy of the journal and what is listed have fewer, all is
 *     compared at once; if not, the rows of the keys that may differ are divided into parts of them
 */
record ComparedParts(
    DuckDb duckDb,
    Map<String, String> values,
    String inventory,
    long listed,
    Path folder,
    long bytes) {
  /** About a million records, compressed. */
  static final long USUAL_BYTES = 60_000_000;

  /** About what a record has of them. */
  private static final int RECORD_BYTES = 60;

  private static final int MOST = 200;

  /**
   * Runs a comparison for each part, or for all at once if that is no more than one part.
   *
   * @param journal the folder of the source
   */
  void forEach(Path journal, Runnable comparison) throws IOException {
    CopyFolder.remove(folder);
    if (parts(size(journal) + listed * RECORD_BYTES) == 1) {
      comparison.run();
      return;
    }
    Files.createDirectories(folder);
    var differing =
        new DifferingKeys(duckDb, values.get("prefix"), values.get("cut"), values.get("scope"));
    try {
      differing.find();
      var parts = parts(RECORD_BYTES * differing.entries());
      var first = differing.firstEvent();
      write("journal_whole", DifferingKeys.RECORDED, parts);
      write("inventory", DifferingKeys.LISTED, parts);
      differing.remove();
      for (var part = 0; part < parts; part++) {
        show("journal_whole", journalPart(part, first));
        show("inventory", part("inventory", "(" + inventory + ")", part));
        comparison.run();
      }
    } finally {
      differing.remove();
      show("journal_whole", DuckDb.JOURNAL_WHOLE);
      show("inventory", inventory);
      CopyFolder.remove(folder);
    }
  }

  private int parts(long size) {
    return (int) Math.min(MOST, 1 + size / bytes);
  }

  private void write(String relation, String table, int parts) {
    duckDb.execute(
        "COPY (SELECT *, hash(key) %% %s AS part FROM (%s)) TO %s (FORMAT parquet, PARTITION_BY part)"
            .formatted(
                parts, DifferingKeys.rowsOf(table), SqlText.quote(folder.resolve(relation))));
  }

  private void show(String relation, String select) {
    duckDb.execute("CREATE OR REPLACE VIEW " + relation + " AS " + select);
  }

  /**
   * The records of a part, and the first event of all parts as one that changes nothing: from then
   * on, whatever is not recorded is missing.
   */
  private String journalPart(int part, String first) throws IOException {
    var whole = "(SELECT %s FROM (%s))".formatted(DifferingKeys.NEEDED, DuckDb.JOURNAL_WHOLE);
    return """
    %1$s
    UNION ALL BY NAME
    SELECT
      %2$s AS source, '' AS key, %3$s AS record_timestamp, 'UPDATE_METADATA' AS record_type,
      '' AS sequence_number
    WHERE %3$s <> ''
    """
        .formatted(
            part("journal_whole", whole, part),
            SqlText.quote(values.get("source")),
            SqlText.quote(first));
  }

  /** The rows of a part; where nothing differs there is no file, and no row of the whole. */
  private String part(String relation, String whole, int part) throws IOException {
    if (!hasFiles(relation)) {
      return "SELECT * FROM %s WHERE false".formatted(whole);
    }
    return "SELECT * EXCLUDE (part) FROM read_parquet(%s, hive_partitioning = true) WHERE part = %s"
        .formatted(SqlText.quote(folder.resolve(relation).resolve("part=*/*.parquet")), part);
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
