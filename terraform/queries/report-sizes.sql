-- report-sizes: how many of the created objects are of which size: a row for each class, from its
-- smallest size on.
--
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
-- ? since: first time, as 2026-11-01T00:00:00.000Z
-- ? until: time after the last one
SELECT
  CASE
    WHEN size IS NULL THEN -1
    WHEN size < 1 THEN 0
    WHEN size < 1024 THEN 1
    WHEN size < 16384 THEN 1024
    WHEN size < 131072 THEN 16384
    WHEN size < 1048576 THEN 131072
    WHEN size < 16777216 THEN 1048576
    WHEN size < 134217728 THEN 16777216
    WHEN size < 1073741824 THEN 134217728
    WHEN size < 17179869184 THEN 1073741824
    ELSE 17179869184
  END AS at_least,
  count(*) AS objects,
  sum(coalesce(size, 0)) AS bytes
FROM journal
WHERE source = ? AND date BETWEEN ? AND ?
  AND record_timestamp >= ? AND record_timestamp < ? AND record_type = 'CREATE'
GROUP BY 1
ORDER BY 1
