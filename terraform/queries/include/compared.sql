-- compared: what the bucket has beside what the journal says. It reads selected (see present.sql),
-- listed: rows of inventory, events: those of the source whatever their keys, and bounds: one row
-- with cut and scope. It gives findings.
--
-- The scope is all, or current where the listing has current objects only, perhaps without their
-- versions.
-- What changed after the cut is young: its event may be under way, or the listing older than it.
-- A version that is not the current one, and is older than the first event of the journal, was there
-- before the ledger: a backfill records the current objects, unless it is asked for all versions.
-- What is recorded of a version by an event, or as its deletion, is final: no later record replaces
-- it, and no repair closes such a gap.
, young AS (
  SELECT DISTINCT key
  FROM changes
  CROSS JOIN bounds
  WHERE record_timestamp > cut
),
began AS (
  SELECT coalesce(min(record_timestamp), max(cut)) AS first_event
  FROM bounds
  LEFT JOIN events ON true
),
recorded AS (
  SELECT
    CASE scope WHEN 'current' THEN 'current' ELSE slots.version_id END AS slot,
    slots.key,
    slots.version_id,
    slots.leaves,
    slots.is_undecided,
    slots.version_id <> 'null' AND (slots.sequence_number IS NOT NULL OR slots.leaves = 'nothing')
      AS is_final,
    present.is_latest,
    slots.e_tag,
    slots.size,
    slots.last_modified_date
  FROM slots
  LEFT JOIN present ON slots.key = present.key AND slots.version_id = present.version_id
  CROSS JOIN bounds
  WHERE (
      slots.is_undecided
      OR slots.leaves <> 'nothing'
      OR (scope = 'all' AND slots.version_id <> 'null')
    )
    AND (
      scope = 'all'
      OR present.is_latest
      OR (present.key IS NOT NULL AND present.is_latest IS NULL)
    )
),
judged AS (
  SELECT
    coalesce(l.key, r.key) AS key,
    coalesce(l.version_id, r.version_id) AS version_id,
    coalesce(l.is_delete_marker, r.leaves = 'marker') AS is_delete_marker,
    coalesce(l.is_latest, r.is_latest) AS is_latest,
    l.e_tag AS listed_e_tag,
    l.size AS listed_size,
    l.last_modified_date AS listed_last_modified_date,
    r.e_tag AS recorded_e_tag,
    r.size AS recorded_size,
    r.last_modified_date AS recorded_last_modified_date,
    coalesce(l.version_id = r.version_id AND r.is_final, false) AS is_final,
    CASE
      WHEN l.key IS NULL AND r.leaves = 'nothing' AND NOT r.is_undecided THEN 'same'
      WHEN young.key IS NOT NULL OR l.last_modified_date > bounds.cut THEN 'young'
      WHEN r.is_undecided THEN 'undecided'
      WHEN bounds.scope = 'current' AND r.key IS NOT NULL AND r.is_latest IS NULL
      THEN 'undecided'
      WHEN l.key IS NULL AND r.leaves = 'object' THEN 'ghost'
      -- A delete marker that is gone hides nothing any more; what it hid shows it.
      WHEN l.key IS NULL THEN 'same'
      WHEN l.is_delete_marker AND r.leaves = 'marker' THEN 'same'
      WHEN l.is_delete_marker AND r.leaves = 'object' THEN 'missing'
      WHEN l.is_delete_marker AND NOT l.is_latest THEN 'older'
      WHEN l.is_delete_marker AND l.last_modified_date >= began.first_event THEN 'missing'
      WHEN l.is_delete_marker THEN 'old marker'
      WHEN
        (r.key IS NULL OR r.leaves = 'nothing')
        AND NOT l.is_latest AND l.last_modified_date < began.first_event
      THEN 'older'
      WHEN r.key IS NULL OR r.leaves = 'nothing' THEN 'missing'
      WHEN r.leaves <> 'object' THEN 'stale'
      WHEN r.e_tag <> l.e_tag OR r.size <> l.size THEN 'stale'
      WHEN r.last_modified_date <> l.last_modified_date THEN 'stale'
      WHEN r.is_latest IS NULL THEN 'undecided'
      WHEN r.is_latest <> l.is_latest THEN 'other latest'
      ELSE 'same'
    END AS finding
  FROM (SELECT * FROM listed CROSS JOIN bounds) l
  FULL OUTER JOIN recorded r
    ON l.key = r.key
    AND CASE l.scope WHEN 'current' THEN 'current' ELSE l.version_id END = r.slot
  LEFT JOIN young ON young.key = coalesce(l.key, r.key)
  CROSS JOIN bounds
  CROSS JOIN began
),
-- A key is not named again because of what another version of it lacks. A delete marker from before
-- the ledger matters where the journal shows what it hides, or will.
noticed AS (
  SELECT
    *,
    bool_or(finding IN ('missing', 'stale', 'ghost')) OVER (PARTITION BY key) AS has_gap,
    bool_or(finding IN ('missing', 'stale', 'other latest')) OVER (PARTITION BY key) AS is_shown,
    bool_or(finding = 'old marker') OVER (PARTITION BY key) AS has_old_marker
  FROM judged
  WHERE finding <> 'same'
),
findings AS (
  SELECT
    CASE
      WHEN finding = 'old marker' AND is_shown THEN 'missing'
      WHEN finding = 'old marker' THEN 'older'
      WHEN finding = 'other latest' THEN 'stale'
      ELSE finding
    END AS finding,
    key,
    version_id,
    is_delete_marker,
    is_latest,
    is_final AND finding IN ('missing', 'stale') AS is_final,
    listed_e_tag,
    listed_size,
    listed_last_modified_date,
    recorded_e_tag,
    recorded_size,
    recorded_last_modified_date
  FROM noticed
  WHERE finding <> 'other latest' OR NOT (has_gap OR has_old_marker)
)
