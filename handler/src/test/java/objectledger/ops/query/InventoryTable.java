package objectledger.ops.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A table inventory in DuckDB, for tests: what a listing of the bucket of a journal shows. */
final class InventoryTable {
  private static final int ROWS_A_STATEMENT = 5_000;

  private InventoryTable() {}

  /**
   * Makes the table.
   *
   * @param rows as {@link #row} and {@link #rows} make them
   */
  static void create(DuckDb duckDb, List<String> rows) {
    duckDb.execute(
        """
        CREATE TABLE inventory (
          source VARCHAR, dt VARCHAR, key VARCHAR, version_id VARCHAR, is_latest BOOLEAN,
          is_delete_marker BOOLEAN, size BIGINT, last_modified_date VARCHAR, e_tag VARCHAR)
        """);
    for (var from = 0; from < rows.size(); from += ROWS_A_STATEMENT) {
      var some = rows.subList(from, Math.min(rows.size(), from + ROWS_A_STATEMENT));
      duckDb.execute("INSERT INTO inventory VALUES " + String.join(",", some));
    }
  }

  /** All versions that the buckets have in the end. */
  static List<String> rows(Collection<BucketModel> histories) {
    var rows = new ArrayList<String>();
    for (var history : histories) {
      history
          .at(Instant.MAX)
          .forEach(
              (key, stored) ->
                  stored.forEach(
                      version -> rows.add(row(key, version, version.equals(stored.getLast())))));
    }
    return rows;
  }

  /** One version of a key; of an object its size is the length of its ETag. */
  static String row(String key, BucketModel.Stored version, boolean isLatest) {
    return "('%s','listing','%s','%s',%s,%s,%s,'%s',%s)"
        .formatted(
            JournalLines.BUCKET,
            key,
            version.version(),
            isLatest,
            version.isMarker(),
            version.isMarker() ? "NULL" : Integer.toString(version.eTag().length()),
            version.modified(),
            version.isMarker() ? "NULL" : "'" + version.eTag() + "'");
  }
}
