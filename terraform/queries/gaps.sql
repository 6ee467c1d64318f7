-- gaps: everything in which a listing of a bucket and the journal differ, in one pass. finding says
-- how: missing, stale and ghost are gaps; young, older and undecided are not.
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
SELECT *
FROM findings
ORDER BY finding, key, version_id
