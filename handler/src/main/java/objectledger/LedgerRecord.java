package objectledger;

import java.time.Instant;
import java.util.Map;
import objectledger.aws.ObjectMetadataFields;
import objectledger.json.JsonFields;
import objectledger.workflow.CreatedObject;

/**
 * The record of one event: a pure function of the event and of the object state, so that the same
 * input gives the same bytes. docs/record.md describes every field.
 *
 * @param id of the event: 64 hex digits
 * @param time of the event
 * @param bucket the source bucket
 * @param fields all fields
 */
record LedgerRecord(String id, Instant time, String bucket, JsonFields fields) {

  static final int SCHEMA_VERSION = 1;

  static LedgerRecord of(ObjectEvent event, ObjectState state) {
    var id = RecordId.of(event);
    var fields =
        new JsonFields()
            .put("schema_version", SCHEMA_VERSION)
            .put("record_id", id)
            .put("record_type", event.kind().name())
            .put("event_name", event.name())
            .put("record_timestamp", event.time())
            .put("bucket", event.bucket())
            .put("key", event.key())
            .put("version_id", event.versionId())
            .put("sequence_number", event.sequenceNumber())
            .put("is_delete_marker", event.isDeleteMarker())
            .put("aws_region", event.region())
            .put("requester", event.requester())
            .put("source_ip_address", event.sourceIpAddress())
            .put("request_id", event.requestId());
    event.details().forEach(fields::put);
    if (!(state instanceof ObjectState.Present)) {
      // The event is the only source of these two.
      fields
          .put("size", event.size() == ObjectEvent.UNKNOWN_SIZE ? null : event.size())
          .put("e_tag", event.eTag());
    }
    putState(fields, state);
    return new LedgerRecord(id, event.time(), event.bucket(), fields);
  }

  /** Adds the fields of the object state, which a record and a latest document have in common. */
  static void putState(JsonFields fields, ObjectState state) {
    switch (state) {
      case ObjectState.Present present -> {
        ObjectMetadataFields.put(fields, present.head(), present.tags());
        fields.put("object_state", "present");
      }
      case ObjectState.CustomerEncrypted hidden ->
          fields
              .put("encryption_status", "SSE-C")
              .put("object_tags", hidden.tags())
              .put("object_state", "present");
      case ObjectState.Gone gone -> fields.put("object_state", "gone");
      case ObjectState.Superseded later -> fields.put("object_state", "superseded");
      case ObjectState.Unread unread -> fields.put("object_state", "unread");
    }
  }

  /** One line of JSON, its line break included. */
  byte[] toJson() {
    return fields.toJson();
  }

  /** The URI of the object, for messages. */
  String uri() {
    return "s3://" + bucket + "/" + key();
  }

  /** The key of the object. */
  String key() {
    return (String) fields.only("key").get("key");
  }

  /** The part of the record that the workflow uses. */
  CreatedObject createdObject() {
    var known = fields.only("event_name", "version_id", "size");
    return new CreatedObject(
        id,
        (String) known.get("event_name"),
        bucket,
        key(),
        (String) known.getOrDefault("version_id", ""),
        known.getOrDefault("size", "").toString());
  }

  /** The fields that a log line shows: enough to find the record and its object. */
  Map<String, Object> summary() {
    return fields.only("record_id", "event_name", "bucket", "key", "version_id", "object_state");
  }
}
