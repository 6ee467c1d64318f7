-- report-prefixes: the objects that were created, and their bytes, by the first part of the key: the
-- 20 parts with the most objects, and all others in one row. Keys without a slash are one part.
--
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
-- ? since: first time, as 2026-11-01T00:00:00.000Z
-- ? until: time after the last one
WITH counted AS (
  SELECT
    CASE WHEN strpos(key, '/') > 0 THEN split_part(key, '/', 1) || '/' ELSE '' END AS prefix,
    count(*) AS objects,
    sum(coalesce(size, 0)) AS bytes
  FROM journal
  WHERE source = ? AND date BETWEEN ? AND ?
    AND record_timestamp >= ? AND record_timestamp < ? AND record_type = 'CREATE'
  GROUP BY 1
),
placed AS (
  SELECT *, row_number() OVER (ORDER BY objects DESC, prefix) AS place
  FROM counted
)
SELECT
  least(place, 21) AS place,
  max(CASE WHEN place <= 20 THEN prefix END) AS prefix,
  count(*) AS merged,
  sum(objects) AS objects,
  sum(bytes) AS bytes
FROM placed
GROUP BY 1
ORDER BY 1
