-- by-prefix: how many current objects a bucket has below each part of its keys, and how large they
-- are; undecided counts those whose presence cannot be decided.
--
-- ? source: bucket
-- ? prefix: beginning of the keys, to a slash; '' for the first part
-- ? prefix
-- ? prefix
WITH selected AS (
  SELECT 'now' AS moment, journal_whole.*
  FROM journal_whole
  WHERE source = ? AND starts_with(key, ?)
)
-- include: present
SELECT
  ? || split_part(substr(key, length(?) + 1), '/', 1) AS prefix,
  count(CASE WHEN is_latest THEN 1 END) AS objects,
  sum(CASE WHEN is_latest THEN size ELSE 0 END) AS bytes,
  count(CASE WHEN is_undecided OR is_latest IS NULL THEN 1 END) AS undecided
FROM present
GROUP BY 1
ORDER BY bytes DESC, prefix
