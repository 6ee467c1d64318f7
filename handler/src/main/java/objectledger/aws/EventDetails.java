package objectledger.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.json.JsonValue;

/**
 * Fields that only the event has: a HEAD of the object does not return them. They have the record's
 * names and order. A value whose form differs from S3's documentation is omitted, and the event is
 * still recorded.
 */
public final class EventDetails {
  public static final String REPLICATION_DESTINATION = "replication_destination_bucket";

  /** Java parses years beyond 9999, which most other readers reject. */
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private final Map<String, Object> details = new LinkedHashMap<>();

  private EventDetails() {}

  /** The details of an element of {@code Records}. */
  public static Map<String, Object> ofNotification(JsonValue event) {
    var restore = event.get("glacierEventData").get("restoreEventData");
    var replication = event.get("replicationEventData");
    return new EventDetails()
        .text(
            "destination_storage_class",
            event
                .get("lifecycleEventData")
                .get("transitionEventData")
                .get("destinationStorageClass"))
        .text(
            "destination_access_tier",
            event.get("intelligentTieringEventData").get("destinationAccessTier"))
        .time("restore_expiry_time", restore.get("lifecycleRestorationExpiryTime"))
        .text("source_storage_class", restore.get("lifecycleRestoreStorageClass"))
        .text("replication_rule_id", replication.get("replicationRuleId"))
        .text(REPLICATION_DESTINATION, replication.get("destinationBucket"))
        .text("replication_operation", replication.get("s3Operation"))
        .time("replication_request_time", replication.get("requestTime"))
        .text("replication_failure_reason", replication.get("failureReason"))
        .text("replication_threshold", replication.get("threshold"))
        .text("replication_time", replication.get("replicationTime"))
        .truth("has_object_annotation", event.get("s3").get("object").get("hasObjectAnnotation"))
        .annotation(first(event.get("s3").get("objectAnnotation")), "eTag")
        .toMap();
  }

  /** The details of an EventBridge event, which has none about replication. */
  public static Map<String, Object> ofEventBridge(JsonValue detail) {
    return new EventDetails()
        .text("destination_storage_class", detail.get("destination-storage-class"))
        .text("destination_access_tier", detail.get("destination-access-tier"))
        .time("restore_expiry_time", detail.get("restore-expiry-time"))
        .text("source_storage_class", detail.get("source-storage-class"))
        .truth("has_object_annotation", detail.get("object").get("has-object-annotation"))
        .annotation(detail.get("object-annotation"), "etag")
        .toMap();
  }

  /** Notifications contain a list of annotations, although a request concerns only one. */
  private static JsonValue first(JsonValue annotations) {
    return annotations.value() instanceof List<?> list && !list.isEmpty()
        ? annotations.items().getFirst()
        : annotations;
  }

  /** Some events have a number where others have a text. */
  private EventDetails text(String name, JsonValue json) {
    if (json.value() instanceof String || json.value() instanceof Number) {
      put(name, json.value().toString());
    }
    return this;
  }

  private EventDetails time(String name, JsonValue json) {
    time(json).ifPresent(time -> put(name, time));
    return this;
  }

  private EventDetails truth(String name, JsonValue json) {
    if (json.value() instanceof Boolean) {
      put(name, json.value());
    }
    return this;
  }

  /** The annotation, with the member names of S3 Metadata's struct. */
  private EventDetails annotation(JsonValue json, String eTag) {
    var annotation = new EventDetails().text("name", json.get("name"));
    if (json.get("size").value() instanceof Long size && size >= 0) {
      annotation.put("size", size);
    }
    annotation.text("e_tag", json.get(eTag));
    if (annotation.details.containsKey("name")) {
      put("annotation", annotation.details);
    }
    return this;
  }

  /** The time in a text; empty if it is not a time, or one outside the range of a record. */
  public static Optional<Instant> time(JsonValue text) {
    try {
      return text.value() instanceof String time
          ? Optional.of(Instant.parse(time))
              .filter(found -> !found.isBefore(Instant.EPOCH) && found.isBefore(END))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Map<String, Object> toMap() {
    return Collections.unmodifiableMap(details);
  }

  private void put(String name, Object value) {
    if (!value.equals("")) {
      details.put(name, value);
    }
  }
}
