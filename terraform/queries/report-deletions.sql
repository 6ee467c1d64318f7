-- report-deletions: who deleted how much, by the kind of the event and the first part of the key,
-- and which key was the last one: the 50 groups with the most deletions, and all others in one row.
--
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
-- ? since: first time, as 2026-11-01T00:00:00.000Z
-- ? until: time after the last one
WITH counted AS (
  SELECT
    requester,
    event_name,
    CASE WHEN strpos(key, '/') > 0 THEN split_part(key, '/', 1) || '/' ELSE '' END AS prefix,
    count(*) AS deletions,
    -- The time has 24 characters, so that the order of these texts is that of the times.
    max(record_timestamp || ' ' || key) AS last
  FROM journal
  WHERE source = ? AND date BETWEEN ? AND ?
    AND record_timestamp >= ? AND record_timestamp < ? AND record_type = 'DELETE'
  GROUP BY 1, 2, 3
),
placed AS (
  SELECT *, row_number() OVER (ORDER BY deletions DESC, requester, event_name, prefix) AS place
  FROM counted
)
SELECT
  least(place, 51) AS place,
  max(CASE WHEN place <= 50 THEN requester END) AS requester,
  max(CASE WHEN place <= 50 THEN event_name END) AS event_name,
  max(CASE WHEN place <= 50 THEN prefix END) AS prefix,
  count(*) AS merged,
  sum(deletions) AS deletions,
  substr(max(last), 1, 24) AS last_time,
  substr(max(last), 26) AS last_key
FROM placed
GROUP BY 1
ORDER BY 1
