-- report-lag: how long it took from the event to its record, by hour. S3 gives the time at which the
-- record was written in whole seconds, so that a lag is up to a second too small, and never below 0.
-- A queue waits for its batch, a redriven event has waited for its cause to be fixed, and what a
-- backfill recorded is not counted.
--
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
-- ? since: first time, as 2026-11-01T00:00:00.000Z
-- ? until: time after the last one
SELECT
  date,
  hour,
  count(*) AS records,
  count(CASE WHEN millis <= 1000 THEN 1 END) AS within_a_second,
  count(CASE WHEN millis <= 10000 THEN 1 END) AS within_10_seconds,
  count(CASE WHEN millis <= 60000 THEN 1 END) AS within_a_minute,
  count(CASE WHEN millis <= 900000 THEN 1 END) AS within_15_minutes,
  max(CASE WHEN millis < 0 THEN 0 ELSE millis END) AS longest_millis
FROM (
  SELECT
    date,
    hour,
    date_diff(
      'millisecond', from_iso8601_timestamp(record_timestamp), "$file_modified_time"
    ) AS millis
  FROM journal_raw
  WHERE source = ? AND date BETWEEN ? AND ?
    AND record_timestamp >= ? AND record_timestamp < ?
    AND event_name <> 'Backfill:Existing'
)
GROUP BY date, hour
ORDER BY date, hour
