-- ghosts: the objects and versions that the journal has as present and the bucket has not.
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
SELECT key, version_id, recorded_e_tag, recorded_size, recorded_last_modified_date
FROM findings
WHERE finding = 'ghost'
ORDER BY key, version_id
