-- latest: the objects that are present, from the latest documents, one row each.
SELECT
  schema_version, bucket, key, revision, version_id, size, e_tag, last_modified_date,
  storage_class, is_multipart, parts_count, checksum_algorithm, checksum_type, checksum_value,
  content_type, content_encoding, content_language, content_disposition, cache_control,
  expires, website_redirect_location, encryption_status, kms_key_arn, is_bucket_key_enabled,
  object_lock_mode, object_lock_retain_until, object_lock_legal_hold, replication_status,
  restore_status, archive_status, object_tags, user_metadata, missing_metadata_count,
  object_state, source
FROM latest_raw
WHERE object_state = 'present'
