package objectledger.documents;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * How documents of a table are read, and where their rows are written.
 *
 * @param columns with a declared type
 * @param partition of the rows
 * @param isBase64 whether the documents are Base64
 */
record TableDeclaration(ColumnType.StructType columns, Partition partition, boolean isBase64) {
  /** A table of which nothing is declared. */
  static final TableDeclaration NONE =
      new TableDeclaration(new ColumnType.StructType(Map.of()), Partition.DAY, false);

  /** How rows are divided, by the time of their document. */
  enum Partition {
    NONE(""),
    DAY("'date='uuuu-MM-dd'/'"),
    HOUR("'date='uuuu-MM-dd'/hour='HH'/'");

    private final DateTimeFormatter folder;

    Partition(String pattern) {
      this.folder = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }
  }

  /** The key of the rows of a document. */
  String rowsKey(String table, String id, Instant time) {
    return "tables/" + table + "/" + partition.folder.format(time) + id + ".json";
  }
}
