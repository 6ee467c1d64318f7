package objectledger.ops.verify;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Compares the latest documents with the current versions of the listing. A document of an object
 * that is encrypted with a customer's key has neither ETag nor size.
 *
 * <p>A repair tells the function of what a gap names, which is recorded. So a gap names the version
 * of a document only where the listing has nothing of the key; under a delete marker that version
 * can still be there, and the marker is named.
 */
final class LatestSql {
  /** Its parameters: scope, bucket, prefix, bucket, prefix, bucket, cut, cut. */
  static final String GAPS =
      """
      WITH present AS (
        -- An inventory of current versions has no version ids.
        SELECT key, version_id, CASE WHEN ? = 'all' THEN version_id END AS known_version_id,
          is_delete_marker, e_tag, size, last_modified_date
        FROM inventory
        WHERE source = ? AND starts_with(key, ?) AND is_latest
      ),
      documents AS (
        SELECT key, coalesce(version_id, 'null') AS version_id, e_tag, size
        FROM latest_raw
        WHERE source = ? AND starts_with(key, ?) AND object_state = 'present'
      ),
      -- The document is written after the record, and was read before it.
      young AS (
        SELECT key FROM journal_raw WHERE source = ? AND record_timestamp > ?
        UNION ALL
        SELECT key FROM inventory WHERE last_modified_date > ?
      )
      SELECT
        coalesce(present.key, documents.key) AS key,
        coalesce(present.version_id, documents.version_id) AS version_id,
        coalesce(present.is_delete_marker, false) AS is_delete_marker,
        present.key IS NOT NULL AS is_in_bucket,
        present.last_modified_date,
        CASE
          WHEN documents.key IS NULL THEN 'no document shows it'
          WHEN present.key IS NULL THEN 'a document shows it, and it is not in the bucket'
          WHEN present.is_delete_marker
          THEN 'it hides version ' || documents.version_id || ', which the document shows'
          WHEN documents.version_id <> present.known_version_id
          THEN 'the document shows version ' || documents.version_id
          ELSE 'the document shows e_tag ' || documents.e_tag || ' and size ' || documents.size
        END AS detail
      FROM present
      FULL OUTER JOIN documents ON present.key = documents.key
      WHERE (
          present.is_delete_marker AND documents.key IS NOT NULL
          OR NOT present.is_delete_marker AND documents.key IS NULL
          OR present.key IS NULL AND documents.key NOT IN (SELECT key FROM inventory WHERE NOT is_latest)
          OR documents.version_id <> present.known_version_id
          OR documents.e_tag <> present.e_tag OR documents.size <> present.size
        )
        AND coalesce(present.key, documents.key) NOT IN (SELECT key FROM young)
        AND coalesce(present.key, documents.key) NOT IN (
          SELECT key FROM findings WHERE finding IN ('missing', 'stale', 'ghost')
        )
      ORDER BY key
      """;

  private LatestSql() {}

  /** The gap that a row shows. */
  static Gap gap(ResultSet row) throws SQLException {
    var isInBucket = row.getBoolean("is_in_bucket");
    return new Gap(
        Gap.Kind.LATEST,
        row.getString("key"),
        row.getString("version_id"),
        row.getBoolean("is_delete_marker"),
        isInBucket,
        isInBucket,
        FindingWords.orEmpty(row.getString("last_modified_date")),
        row.getString("detail"));
  }
}
