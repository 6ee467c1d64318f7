-- inventory: what S3 listed in the source buckets, a row for each version, as the journal says it.
SELECT
  source,
  dt,
  key,
  coalesce(nullif(version_id, ''), 'null') AS version_id,
  coalesce(is_latest, true) AS is_latest,
  coalesce(is_delete_marker, false) AS is_delete_marker,
  size,
  to_iso8601(last_modified_date) || 'Z' AS last_modified_date,
  replace(e_tag, '"', '') AS e_tag,
  storage_class,
  coalesce(is_multipart_uploaded, false) AS is_multipart
FROM inventory_raw
