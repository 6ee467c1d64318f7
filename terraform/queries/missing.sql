-- missing: the objects, versions and delete markers that a bucket has and the journal has not. An
-- inventory of current versions does not say which these are: version_id is then empty.
--
-- ? source: bucket
-- ? prefix: beginning of the keys; '' for all
-- ? source
-- ? source
-- ? dt: partition of the inventory, as 2026-11-22-01-00; of a listing, listing
-- ? prefix
-- ? cut: time after which what changed is left out, as 2026-11-27T12:00:00.000Z
-- ? scope: all, or current where the inventory has current versions only
-- include: inputs
-- include: present
-- include: compared
SELECT
  key,
  CASE WHEN scope = 'all' THEN version_id END AS version_id,
  is_delete_marker,
  listed_last_modified_date AS last_modified_date
FROM findings
CROSS JOIN bounds
WHERE finding = 'missing'
ORDER BY key, version_id
