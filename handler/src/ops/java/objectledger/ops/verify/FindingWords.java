package objectledger.ops.verify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;

/** The rows of the table findings in words. */
final class FindingWords {
  static final String IN_PARTS = "uploaded in parts";
  static final String YOUNG =
      "too young: changed within MARGIN= seconds before the listing, or after its beginning; a"
          + " smaller MARGIN= leaves out fewer";
  static final String UNDECIDED = "undecided: S3's sequence numbers do not say which came last";
  static final String OLDER = "noncurrent versions from before the first event of the ledger";

  private static final String FINAL =
      "the journal has another record of this version, which no later one replaces: see the"
          + " statements of make verify";

  /**
   * Delete markers of the journal that are neither in the bucket nor recorded as deleted. Its
   * parameters are the bucket, twice.
   */
  static final String FORGOTTEN_MARKERS =
      """
      SELECT DISTINCT key, coalesce(version_id, 'null') AS version_id
      FROM journal_raw marker
      WHERE source = ? AND is_delete_marker
        AND key IN (SELECT key FROM findings WHERE finding = 'stale')
        AND NOT EXISTS (
          SELECT 1 FROM inventory
          WHERE inventory.key = marker.key
            AND inventory.version_id = coalesce(marker.version_id, 'null')
        )
        AND NOT EXISTS (
          SELECT 1 FROM journal_raw deletion
          WHERE deletion.source = ? AND deletion.key = marker.key
            AND deletion.version_id = marker.version_id AND marker.version_id <> 'null'
            AND deletion.record_type = 'DELETE' AND NOT deletion.is_delete_marker
        )
      """;

  private FindingWords() {}

  /** What is not compared, and why. */
  static String of(String finding) {
    return switch (finding) {
      case "young" -> YOUNG;
      case "undecided" -> UNDECIDED;
      case "older" -> OLDER;
      default -> "not compared: " + finding;
    };
  }

  /** The gap that a row shows. */
  static Gap gap(ResultSet row) throws SQLException {
    var kind = Gap.Kind.valueOf(row.getString("finding").toUpperCase(Locale.ROOT));
    var modified = orEmpty(row.getString("listed_last_modified_date"));
    var gap =
        new Gap(
            kind,
            row.getString("key"),
            row.getString("version_id"),
            kind == Gap.Kind.MISSING && row.getBoolean("is_delete_marker"),
            !modified.isEmpty(),
            row.getBoolean("is_latest"),
            modified,
            detail(kind, row));
    return row.getBoolean("is_final") ? gap.with(FINAL) : gap;
  }

  /** The deletion of a delete marker that is not recorded. */
  static Gap forgotten(ResultSet row) throws SQLException {
    return new Gap(Gap.Kind.STALE, row.getString(1), row.getString(2), false, false, false, "", "");
  }

  private static String detail(Gap.Kind kind, ResultSet row) throws SQLException {
    return switch (kind) {
      case MISSING -> orEmpty(row.getString("listed_e_tag")).contains("-") ? IN_PARTS : "";
      case STALE -> stale(row);
      case GHOST, LATEST -> "";
    };
  }

  private static String stale(ResultSet row) throws SQLException {
    var differences = new ArrayList<String>();
    for (var column : new String[] {"e_tag", "size", "last_modified_date"}) {
      var listed = row.getString("listed_" + column);
      var recorded = row.getString("recorded_" + column);
      if (!Objects.equals(listed, recorded)) {
        differences.add(
            "%s is %s, recorded is %s"
                .formatted(column, listed, recorded == null ? "none" : recorded));
      }
    }
    return differences.isEmpty()
        ? "another version is recorded as the current one"
        : String.join("; ", differences);
  }

  static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
