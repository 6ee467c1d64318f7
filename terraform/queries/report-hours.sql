-- report-hours: what happened in each hour: created and deleted objects, other events, and objects
-- that a backfill recorded, in the hour of their last change.
--
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
-- ? since: first time, as 2026-11-01T00:00:00.000Z
-- ? until: time after the last one
SELECT
  date,
  hour,
  count(CASE WHEN record_type = 'CREATE' THEN 1 END) AS created,
  sum(CASE WHEN record_type = 'CREATE' THEN coalesce(size, 0) ELSE 0 END) AS bytes,
  count(CASE WHEN record_type = 'DELETE' THEN 1 END) AS deleted,
  count(CASE WHEN event_name = 'Backfill:Existing' THEN 1 END) AS existing,
  count(*) AS records
FROM journal
WHERE source = ? AND date BETWEEN ? AND ?
  AND record_timestamp >= ? AND record_timestamp < ?
GROUP BY date, hour
ORDER BY date, hour
