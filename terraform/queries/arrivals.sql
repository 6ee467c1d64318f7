-- arrivals: the objects that were created, and their bytes, by day and by the first part of the key.
--
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
SELECT
  date,
  split_part(key, '/', 1) AS prefix,
  count(*) AS objects,
  sum(size) AS bytes
FROM journal
WHERE source = ? AND date BETWEEN ? AND ? AND record_type = 'CREATE'
GROUP BY date, split_part(key, '/', 1)
ORDER BY date, bytes DESC, prefix
