-- state-at: the objects and versions that were present in a bucket at a time. An object whose
-- presence, or whose being the current one, S3's sequence numbers cannot decide is flagged:
-- is_undecided is true, or is_latest null.
--
-- ? source: bucket
-- ? prefix: beginning of the keys; '' for all
-- ? at: time, as 2026-11-27T12:00:00.000Z
WITH selected AS (
  SELECT 'then' AS moment, journal_whole.*
  FROM journal_whole
  WHERE source = ? AND starts_with(key, ?)
    AND record_timestamp <= ?
)
-- include: present
SELECT
  key, version_id, is_latest, is_undecided, size, e_tag, last_modified_date, storage_class
FROM present
ORDER BY key, version_id
