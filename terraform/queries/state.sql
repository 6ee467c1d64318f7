-- state: the objects and versions that are present in a bucket, from the journal alone. An object
-- whose presence, or whose being the current one, S3's sequence numbers cannot decide is flagged:
-- is_undecided is true, or is_latest null.
--
-- ? source: bucket
-- ? prefix: beginning of the keys; '' for all
WITH selected AS (
  SELECT 'now' AS moment, journal_whole.*
  FROM journal_whole
  WHERE source = ? AND starts_with(key, ?)
)
-- include: present
SELECT key, version_id, is_latest, is_undecided, size, e_tag, last_modified_date, storage_class
FROM present
ORDER BY key, version_id
