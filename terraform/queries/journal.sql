-- journal: the records of all events, each once. An event that a queue delivers twice can be in two
-- objects of the journal, and its records may differ in what was read of the object: the one that
-- shows the object is taken.
SELECT
  schema_version, record_id, record_type, event_name, record_timestamp, bucket, key,
  version_id, sequence_number, is_delete_marker, aws_region, requester, source_ip_address,
  request_id, destination_storage_class, destination_access_tier, restore_expiry_time,
  source_storage_class, replication_rule_id, replication_destination_bucket,
  replication_operation, replication_request_time, replication_failure_reason,
  replication_threshold, replication_time, has_object_annotation, annotation, size, e_tag,
  last_modified_date, storage_class, is_multipart, parts_count, checksum_algorithm,
  checksum_type, checksum_value, content_type, content_encoding, content_language,
  content_disposition, cache_control, expires, website_redirect_location, encryption_status,
  kms_key_arn, is_bucket_key_enabled, object_lock_mode, object_lock_retain_until,
  object_lock_legal_hold, replication_status, restore_status, archive_status, object_tags,
  user_metadata, missing_metadata_count, object_state, source, date, hour
FROM (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY source, date, hour, record_id
      ORDER BY CASE object_state WHEN 'present' THEN 0 ELSE 1 END, object_state
    ) AS repetition
  FROM journal_raw
)
WHERE repetition = 1
