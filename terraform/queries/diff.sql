-- diff: what changed in a bucket between two times: objects and versions that were added, removed
-- or replaced, and keys whose current version is another one. What cannot be decided at one of the
-- times is undecided.
--
-- ? from: time, as 2026-11-27T12:00:00.000Z
-- ? to: later time
-- ? source: bucket
-- ? prefix: beginning of the keys; '' for all
WITH moments AS (
  SELECT 'from' AS moment, ? AS until
  UNION ALL
  SELECT 'to' AS moment, ? AS until
),
selected AS (
  SELECT moments.moment, journal_whole.*
  FROM journal_whole
  CROSS JOIN moments
  WHERE source = ? AND starts_with(key, ?)
    AND record_timestamp <= moments.until
)
-- include: present
SELECT
  CASE
    WHEN coalesce(a.is_undecided, false) OR coalesce(b.is_undecided, false) THEN 'undecided'
    WHEN a.key IS NULL THEN 'added'
    WHEN b.key IS NULL THEN 'removed'
    WHEN a.e_tag <> b.e_tag OR a.last_modified_date <> b.last_modified_date THEN 'replaced'
    WHEN a.is_latest IS NULL OR b.is_latest IS NULL THEN 'undecided'
    WHEN b.is_latest THEN 'current again'
    ELSE 'no longer current'
  END AS change,
  coalesce(a.key, b.key) AS key,
  coalesce(a.version_id, b.version_id) AS version_id,
  a.size AS size_from,
  b.size AS size_to,
  a.e_tag AS e_tag_from,
  b.e_tag AS e_tag_to
FROM (SELECT * FROM present WHERE moment = 'from') a
FULL OUTER JOIN (SELECT * FROM present WHERE moment = 'to') b
  ON a.key = b.key AND a.version_id = b.version_id
WHERE a.key IS NULL OR b.key IS NULL
  OR a.is_undecided IS DISTINCT FROM b.is_undecided
  OR a.is_latest IS DISTINCT FROM b.is_latest
  OR a.e_tag <> b.e_tag OR a.last_modified_date <> b.last_modified_date
ORDER BY key, version_id
