-- present: the objects and versions that were present, from the records that a statement selects.
-- It reads selected: rows of journal_whole, each with a moment. It gives slots and present.
--
-- A slot is one version of a key. The version null, which also stands for a bucket without
-- versions, is replaced again and again; what it holds is what its last change left. Any other
-- version is made once, and is gone for ever when it is deleted.
--
-- Changes that have a sequence number are in its order. A lifecycle expiration has the number of the
-- object that it deletes. An upload in parts has the number of the moment when it began: where it
-- ended after a change with a higher number, or less than two seconds before it, S3 does not say
-- which of the two came last (the time of an event can be a little late).
-- Changes without a number are objects that a backfill recorded, with their own time in whole
-- seconds, and deletions that make verify found, with the time at which they were found.
, changes AS (
  SELECT
    moment,
    key,
    coalesce(version_id, 'null') AS version_id,
    CASE
      WHEN record_type = 'CREATE' OR event_name = 'Backfill:Existing' THEN 'object'
      WHEN is_delete_marker THEN 'marker'
      ELSE 'nothing'
    END AS leaves,
    sequence_number,
    record_timestamp,
    event_name = 'ObjectCreated:CompleteMultipartUpload' OR coalesce(is_multipart, false)
      AS is_upload,
    CASE WHEN object_state = 'present' THEN last_modified_date END AS last_modified_date,
    e_tag,
    size,
    storage_class
  FROM selected
  WHERE record_type IN ('CREATE', 'DELETE') OR event_name = 'Backfill:Existing'
),
numbered AS (
  SELECT *
  FROM (
    SELECT
      *,
      row_number() OVER (
        PARTITION BY moment, key, version_id
        ORDER BY
          CASE WHEN version_id <> 'null' AND leaves = 'nothing' THEN 0 ELSE 1 END,
          sequence_number DESC,
          CASE leaves WHEN 'nothing' THEN 0 ELSE 1 END,
          -- Of two records of one event, the one that shows the object.
          CASE WHEN last_modified_date IS NULL THEN 1 ELSE 0 END
      ) AS place,
      max(CASE WHEN is_upload AND sequence_number < newest THEN record_timestamp END)
        OVER (PARTITION BY moment, key, version_id) AS last_upload
    FROM (
      SELECT
        *,
        max(sequence_number) OVER (PARTITION BY moment, key, version_id) AS newest
      FROM changes
      WHERE sequence_number IS NOT NULL
    )
  )
  WHERE place = 1
),
unnumbered AS (
  SELECT *
  FROM (
    SELECT
      *,
      row_number() OVER (
        PARTITION BY moment, key, version_id
        ORDER BY
          CASE WHEN version_id <> 'null' AND leaves = 'nothing' THEN 0 ELSE 1 END,
          record_timestamp DESC,
          CASE leaves WHEN 'nothing' THEN 0 ELSE 1 END
      ) AS place,
      -- Two contents of one second: no one knows which was the later one.
      min(leaves || coalesce(e_tag, '')) OVER (
        PARTITION BY moment, key, version_id, record_timestamp
      ) <> max(leaves || coalesce(e_tag, '')) OVER (
        PARTITION BY moment, key, version_id, record_timestamp
      ) AS has_rival
    FROM changes
    WHERE sequence_number IS NULL
  )
  WHERE place = 1
),
merged AS (
  SELECT
    coalesce(n.moment, u.moment) AS moment,
    coalesce(n.key, u.key) AS key,
    coalesce(n.version_id, u.version_id) AS version_id,
    CASE
      WHEN u.key IS NULL THEN 'numbered'
      WHEN n.key IS NULL THEN 'unnumbered'
      WHEN n.version_id <> 'null' AND u.leaves = 'nothing' THEN 'unnumbered'
      WHEN n.version_id <> 'null' THEN 'numbered'
      WHEN u.leaves <> 'object' AND n.record_timestamp < u.record_timestamp THEN 'unnumbered'
      WHEN u.leaves <> 'object' THEN 'numbered'
      -- The same object, from its event and from a backfill.
      WHEN
        n.leaves = 'object' AND NOT u.has_rival AND n.e_tag = u.e_tag
        AND coalesce(n.last_modified_date, u.last_modified_date) = u.last_modified_date
      THEN 'numbered'
      -- Both times are of the same clock, but parts may have come for days after that.
      WHEN n.last_modified_date < u.record_timestamp
      THEN CASE WHEN n.is_upload AND n.record_timestamp >= u.record_timestamp THEN 'undecided'
        ELSE 'unnumbered' END
      WHEN n.last_modified_date > u.record_timestamp AND NOT u.is_upload THEN 'numbered'
      WHEN n.last_modified_date IS NOT NULL THEN 'undecided'
      -- The time of the event, in milliseconds, and that of the object, in seconds.
      WHEN n.record_timestamp < u.record_timestamp THEN 'unnumbered'
      WHEN
        NOT u.is_upload AND NOT n.is_upload
        AND date_diff(
          'millisecond',
          from_iso8601_timestamp(u.record_timestamp),
          from_iso8601_timestamp(n.record_timestamp)
        ) >= 2000
      THEN 'numbered'
      ELSE 'undecided'
    END AS decided_by,
    n.leaves AS n_leaves,
    n.is_upload AS n_is_upload,
    n.sequence_number,
    n.record_timestamp AS n_timestamp,
    n.last_upload,
    n.last_modified_date AS n_last_modified_date,
    n.e_tag AS n_e_tag,
    n.size AS n_size,
    n.storage_class AS n_storage_class,
    u.has_rival AND u.version_id = 'null' AS u_has_rival,
    u.leaves AS u_leaves,
    u.record_timestamp AS u_timestamp,
    u.last_modified_date AS u_last_modified_date,
    u.e_tag AS u_e_tag,
    u.size AS u_size,
    u.storage_class AS u_storage_class
  FROM numbered n
  FULL OUTER JOIN unnumbered u
    ON n.moment = u.moment AND n.key = u.key AND n.version_id = u.version_id
),
slots AS (
  SELECT
    moment,
    key,
    version_id,
    decided_by = 'undecided'
      OR (decided_by = 'unnumbered' AND u_has_rival)
      OR (
        version_id = 'null'
        AND last_upload IS NOT NULL
        AND date_diff(
          'millisecond',
          from_iso8601_timestamp(last_upload),
          from_iso8601_timestamp(
            CASE decided_by WHEN 'numbered' THEN n_timestamp ELSE u_timestamp END
          )
        ) < 2000
      ) AS is_undecided,
    CASE decided_by WHEN 'numbered' THEN n_leaves ELSE u_leaves END AS leaves,
    CASE decided_by WHEN 'numbered' THEN sequence_number END AS sequence_number,
    -- Of an upload that was not looked at, only the time at which it ended is known.
    CASE decided_by
      WHEN 'numbered'
      THEN sequence_number || ' ' || coalesce(n_last_modified_date, n_timestamp)
        || CASE WHEN n_is_upload AND n_last_modified_date IS NULL THEN ' or before' ELSE '' END
    END AS numbered_place,
    CASE WHEN decided_by <> 'numbered' THEN u_timestamp END AS unnumbered_place,
    CASE decided_by
      WHEN 'numbered' THEN n_last_modified_date ELSE u_last_modified_date
    END AS last_modified_date,
    CASE decided_by WHEN 'numbered' THEN n_e_tag ELSE u_e_tag END AS e_tag,
    CASE decided_by WHEN 'numbered' THEN n_size ELSE u_size END AS size,
    CASE decided_by WHEN 'numbered' THEN n_storage_class ELSE u_storage_class END AS storage_class
  FROM merged
),
-- Which version of a key is the current one: the newest object or delete marker.
ordered AS (
  SELECT
    *,
    count(*) OVER (PARTITION BY moment, key) AS slots_of_key,
    bool_or(is_undecided) OVER (PARTITION BY moment, key) AS has_undecided,
    max(numbered_place) OVER (PARTITION BY moment, key) AS newest_numbered,
    max(unnumbered_place) OVER (PARTITION BY moment, key) AS newest_unnumbered,
    count(*) OVER (PARTITION BY moment, key, unnumbered_place) AS made_together
  FROM slots
  WHERE is_undecided OR leaves <> 'nothing'
),
rivals AS (
  SELECT
    *,
    bool_or(made_together > 1 AND unnumbered_place = newest_unnumbered)
      OVER (PARTITION BY moment, key) AS has_rivals
  FROM ordered
),
present AS (
  SELECT
    moment,
    key,
    version_id,
    CASE
      WHEN slots_of_key = 1 THEN CASE WHEN NOT is_undecided THEN true END
      WHEN has_undecided THEN CAST(NULL AS boolean)
      WHEN newest_unnumbered IS NULL
      THEN numbered_place = newest_numbered
      WHEN newest_numbered IS NULL AND has_rivals THEN CAST(NULL AS boolean)
      WHEN newest_numbered IS NULL THEN unnumbered_place = newest_unnumbered
      WHEN
        abs(
          date_diff(
            'millisecond',
            from_iso8601_timestamp(substr(newest_numbered, 34, 24)),
            from_iso8601_timestamp(newest_unnumbered)
          )
        ) < 2000
      THEN CAST(NULL AS boolean)
      WHEN substr(newest_numbered, 34, 24) > newest_unnumbered
      THEN CASE WHEN newest_numbered NOT LIKE '% or before'
        THEN coalesce(numbered_place, '') = newest_numbered END
      WHEN has_rivals THEN CAST(NULL AS boolean)
      ELSE coalesce(unnumbered_place, '') = newest_unnumbered
    END AS is_latest,
    is_undecided,
    CASE WHEN NOT is_undecided THEN size END AS size,
    CASE WHEN NOT is_undecided THEN e_tag END AS e_tag,
    CASE WHEN NOT is_undecided THEN last_modified_date END AS last_modified_date,
    CASE WHEN NOT is_undecided THEN storage_class END AS storage_class
  FROM rivals
  WHERE is_undecided OR leaves = 'object'
)
