-- report-storage: in which storage class, and encrypted with what, the objects are that were created
-- and read: the 20 groups with the most objects, and all others in one row.
--
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
-- ? since: first time, as 2026-11-01T00:00:00.000Z
-- ? until: time after the last one
WITH counted AS (
  SELECT
    storage_class,
    encryption_status,
    kms_key_arn,
    count(*) AS objects,
    sum(coalesce(size, 0)) AS bytes
  FROM journal
  WHERE source = ? AND date BETWEEN ? AND ?
    AND record_timestamp >= ? AND record_timestamp < ?
    AND record_type = 'CREATE' AND object_state = 'present'
  GROUP BY 1, 2, 3
),
placed AS (
  SELECT
    *,
    row_number() OVER (ORDER BY objects DESC, storage_class, encryption_status, kms_key_arn)
      AS place
  FROM counted
)
SELECT
  least(place, 21) AS place,
  max(CASE WHEN place <= 20 THEN storage_class END) AS storage_class,
  max(CASE WHEN place <= 20 THEN encryption_status END) AS encryption_status,
  max(CASE WHEN place <= 20 THEN kms_key_arn END) AS kms_key_arn,
  count(*) AS merged,
  sum(objects) AS objects,
  sum(bytes) AS bytes
FROM placed
GROUP BY 1
ORDER BY 1
