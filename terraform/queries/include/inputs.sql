-- What a comparison reads: selected, the records of the keys that are asked for; events, the times of
-- all events of the source, of which the first one is when the ledger began; listed, the inventory;
-- and bounds, what to leave out.
WITH selected AS (
  SELECT 'now' AS moment, journal_whole.*
  FROM journal_whole
  WHERE source = ? AND starts_with(key, ?)
),
events AS (
  SELECT record_timestamp
  FROM journal_whole
  WHERE source = ? AND sequence_number IS NOT NULL
),
listed AS (
  SELECT *
  FROM inventory
  WHERE source = ? AND dt = ? AND starts_with(key, ?)
),
bounds AS (
  SELECT ? AS cut, ? AS scope
)
