package objectledger.ops.query;

import java.sql.SQLException;
import objectledger.ops.CommandException;

/**
 * Finds the keys that a journal and a listing may have differently. Of most keys both have one
 * object, of the same ETag, size and time, and with the scope all of the same version. The
 * statement gaps finds nothing in these, and sorts the records of each key to do so: to leave them
 * out takes a fraction of its time.
 *
 * <p>Keys and contents are compared by hashes of 64 bits. Two keys with the same hash count as one
 * that differs, and the statement compares them in full. Of two contents that differ, one pair in
 * 2^64 would be taken for the same.
 *
 * @param duckDb has the relations journal_whole and inventory, and gets the three tables
 * @param prefix of the keys that are compared
 * @param cut what changed after it is too young
 * @param scope all; or current where the listing may have no versions, which are not compared then
 */
public record DifferingKeys(DuckDb duckDb, String prefix, String cut, String scope) {
  /** What the statement gaps reads of a record. */
  public static final String NEEDED =
      "source, key, version_id, record_type, event_name, sequence_number, record_timestamp,"
          + " is_delete_marker, is_multipart, object_state, last_modified_date, e_tag, size,"
          + " storage_class";

  /** The table of all records of the journal. */
  public static final String RECORDED = "recorded_all";

  /** The table of all versions of the listing. */
  public static final String LISTED = "listed_all";

  /** The hashes of the keys, and how many rows each has on both sides. */
  public static final String TABLE = "differing_keys";

  /** Selects the rows of a table that have such keys. */
  public static String rowsOf(String table) {
    return "SELECT * FROM %s WHERE hash(key) IN (SELECT key_hash FROM %s)".formatted(table, TABLE);
  }

  /**
   * Makes the three tables, out of journal_whole and inventory. A key agrees if it has two rows, a
   * record (1) and a version (2) that are an object as a listing shows it, and the same content.
   */
  public void find() {
    duckDb.execute("CREATE TABLE %s AS SELECT %s FROM journal_whole".formatted(RECORDED, NEEDED));
    duckDb.execute("CREATE TABLE %s AS SELECT * FROM inventory".formatted(LISTED));
    duckDb.execute(
        """
        CREATE TABLE %s AS
        SELECT key_hash, count(*) AS entries
        FROM (%s UNION ALL %s)
        GROUP BY key_hash
        HAVING NOT (count(*) = 2 AND bit_or(side) = 3 AND bit_xor(content) = 0)
        """
            .formatted(
                TABLE,
                rows(
                    RECORDED,
                    1,
                    "(record_type = 'CREATE' OR event_name = 'Backfill:Existing')"
                        + " AND object_state = 'present' AND record_timestamp"),
                rows(LISTED, 2, "is_latest AND NOT is_delete_marker AND last_modified_date")));
  }

  /** How many records and versions the keys have that may differ. */
  public long entries() {
    return Long.parseLong(text("SELECT coalesce(sum(entries), 0) FROM " + TABLE));
  }

  /** The time of the journal's first event, whichever its key; empty if there is none. */
  public String firstEvent() {
    return text(
        "SELECT coalesce(min(record_timestamp), '') FROM %s WHERE sequence_number IS NOT NULL"
            .formatted(RECORDED));
  }

  /** The one value that a statement returns. */
  private String text(String select) {
    try (var statement = duckDb.connection().createStatement();
        var row = statement.executeQuery(select)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new CommandException("the differing keys cannot be read: " + e.getMessage(), e);
    }
  }

  /** Removes the tables. */
  public void remove() {
    for (var table : new String[] {TABLE, RECORDED, LISTED}) {
      duckDb.execute("DROP TABLE IF EXISTS " + table);
    }
  }

  /** The rows of a side; side is 0 for what is no object, or too young. */
  private String rows(String table, int side, String isObject) {
    var version = scope.equals("all") ? "coalesce(version_id, 'null')" : "''";
    return """
    SELECT
      hash(key) AS key_hash,
      CASE
        WHEN %s <= %s AND e_tag IS NOT NULL AND size IS NOT NULL
          AND last_modified_date IS NOT NULL THEN %s
        ELSE 0
      END AS side,
      hash(%s, e_tag, CAST(size AS BIGINT), last_modified_date) AS content
    FROM %s
    WHERE starts_with(key, %s)
    """
        .formatted(isObject, SqlText.quote(cut), side, version, table, SqlText.quote(prefix));
  }
}
