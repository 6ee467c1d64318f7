-- labels: the objects that were recorded with a tag, and what they are encrypted with.
--
-- ? tag: name of the tag
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
-- ? tag
-- ? value: value of the tag
SELECT
  key,
  version_id,
  element_at(object_tags, ?) AS value,
  encryption_status,
  kms_key_arn,
  max(record_timestamp) AS recorded_at
FROM journal
WHERE source = ? AND date BETWEEN ? AND ?
  AND object_state = 'present' AND element_at(object_tags, ?) = ?
GROUP BY 1, 2, 3, 4, 5
ORDER BY key, version_id, recorded_at
