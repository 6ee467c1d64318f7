package objectledger;

import java.time.Instant;
import objectledger.aws.EventDetails;
import objectledger.aws.EventNameMapper;
import objectledger.aws.ObjectKeyDecoder;
import objectledger.aws.ObjectMetadataFields;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;

/** Reads S3 events in the formats in which they arrive. Unknown members are ignored. */
public final class EventReader {
  private EventReader() {}

  /**
   * Reads one event: an element of {@code Records} of an S3 notification, or an EventBridge event.
   *
   * @throws InvalidInputException if a member that identifies the event is missing
   */
  public static ObjectEvent read(JsonValue event) {
    return event.get("detail").isAbsent() ? notification(event) : eventBridge(event);
  }

  /** An S3 notification. Its keys are form-encoded. */
  private static ObjectEvent notification(JsonValue event) {
    var s3 = event.get("s3");
    var object = s3.get("object");
    var name = event.get("eventName").text();
    return new ObjectEvent(
        name.startsWith("s3:") ? name.substring(3) : name,
        instant(event.get("eventTime")),
        s3.get("bucket").get("name").text(),
        ObjectKeyDecoder.decode(object.get("key").text()),
        object.get("versionId").textOrEmpty(),
        object.get("sequencer").textOrEmpty(),
        object.get("size").countOrUnknown(),
        ObjectMetadataFields.unquoted(object.get("eTag").textOrEmpty()),
        event.get("awsRegion").textOrEmpty(),
        event.get("userIdentity").get("principalId").textOrEmpty(),
        event.get("requestParameters").get("sourceIPAddress").textOrEmpty(),
        event.get("responseElements").get("x-amz-request-id").textOrEmpty(),
        EventDetails.ofNotification(event));
  }

  /** An EventBridge event. Its keys are not encoded. */
  private static ObjectEvent eventBridge(JsonValue event) {
    var detail = event.get("detail");
    var object = detail.get("object");
    return new ObjectEvent(
        EventNameMapper.of(event),
        instant(event.get("time")),
        detail.get("bucket").get("name").text(),
        object.get("key").text(),
        object.get("version-id").textOrEmpty(),
        object.get("sequencer").textOrEmpty(),
        object.get("size").countOrUnknown(),
        ObjectMetadataFields.unquoted(object.get("etag").textOrEmpty()),
        event.get("region").textOrEmpty(),
        detail.get("requester").textOrEmpty(),
        detail.get("source-ip-address").textOrEmpty(),
        detail.get("request-id").textOrEmpty(),
        EventDetails.ofEventBridge(detail));
  }

  private static Instant instant(JsonValue text) {
    return EventDetails.time(text)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    text.path() + " is not a time: expected one as 2026-01-31T12:00:00.000Z"));
  }

  /**
   * The label of an event or a task in messages: its object, or its path in the payload if it names
   * none.
   */
  static String label(JsonValue json) {
    try {
      if (json.get("taskId").isAbsent()) {
        var event = read(json);
        return "s3://" + event.bucket() + "/" + event.key();
      }
      var task = BatchJobTask.read(json);
      return "s3://" + task.bucket() + "/" + task.key();
    } catch (RuntimeException e) {
      return json.path().isEmpty() ? "the event" : json.path();
    }
  }
}
