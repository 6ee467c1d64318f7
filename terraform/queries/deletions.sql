-- deletions: who deleted how much, from where, and when last.
--
-- ? source: bucket
-- ? from: first date, as 2026-11-01
-- ? to: last date
SELECT
  coalesce(requester, 'not known') AS requester,
  coalesce(source_ip_address, 'not known') AS source_ip_address,
  event_name,
  count(*) AS deletions,
  max(record_timestamp) AS last
FROM journal
WHERE source = ? AND date BETWEEN ? AND ? AND record_type = 'DELETE'
GROUP BY 1, 2, 3
ORDER BY deletions DESC, requester, source_ip_address, event_name
