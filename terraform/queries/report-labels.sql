-- report-labels: the object tags and the user metadata of the objects that were created and read:
-- the 30 names and values that most objects have, and all others in one row.
--
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
-- ? since: first time, as 2026-11-01T00:00:00.000Z
-- ? until: time after the last one
-- ? source
-- ? from
-- ? to
-- ? since
-- ? until
WITH labelled AS (
  SELECT 'tag' AS kind, name, element_at(object_tags, name) AS value, size
  FROM journal
  CROSS JOIN UNNEST(map_keys(object_tags)) AS names (name)
  WHERE source = ? AND date BETWEEN ? AND ?
    AND record_timestamp >= ? AND record_timestamp < ?
    AND record_type = 'CREATE' AND object_state = 'present'
  UNION ALL
  SELECT 'metadata' AS kind, name, element_at(user_metadata, name) AS value, size
  FROM journal
  CROSS JOIN UNNEST(map_keys(user_metadata)) AS names (name)
  WHERE source = ? AND date BETWEEN ? AND ?
    AND record_timestamp >= ? AND record_timestamp < ?
    AND record_type = 'CREATE' AND object_state = 'present'
),
counted AS (
  SELECT kind, name, value, count(*) AS objects, sum(coalesce(size, 0)) AS bytes
  FROM labelled
  GROUP BY 1, 2, 3
),
placed AS (
  SELECT *, row_number() OVER (ORDER BY objects DESC, kind, name, value) AS place
  FROM counted
)
SELECT
  least(place, 31) AS place,
  max(CASE WHEN place <= 30 THEN kind END) AS kind,
  max(CASE WHEN place <= 30 THEN name END) AS name,
  max(CASE WHEN place <= 30 THEN value END) AS value,
  count(*) AS merged,
  sum(objects) AS objects,
  sum(bytes) AS bytes
FROM placed
GROUP BY 1
ORDER BY 1
