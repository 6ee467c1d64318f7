-- story: the events of one object, in their order. Those without a sequence number (tags, access
-- lists, what a backfill recorded) are put where their time says.
--
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
-- ? key: the object
SELECT
  record_timestamp,
  event_name,
  version_id,
  size,
  e_tag,
  requester,
  object_state,
  sequence_number,
  record_id
FROM journal
WHERE source = ? AND date BETWEEN ? AND ? AND key = ?
ORDER BY record_timestamp, sequence_number, record_id
