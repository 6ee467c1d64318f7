package objectledger;

import java.time.DateTimeException;
import java.time.Instant;

/** Reads S3's events in the shapes in which they arrive. What it does not know it passes over. */
final class EventReader {
  private EventReader() {}

  /**
   * Reads one event: an element of {@code Records} of an S3 notification.
   *
   * @throws Malformed if it lacks what identifies the event
   */
  static ObjectEvent read(Json record) {
    var s3 = record.get("s3");
    var object = s3.get("object");
    return new ObjectEvent(
        withoutPrefix(record.get("eventName").text()),
        instant(record.get("eventTime")),
        s3.get("bucket").get("name").text(),
        FormEncoding.decode(object.get("key").text()),
        object.get("versionId").textOrEmpty(),
        object.get("sequencer").textOrEmpty(),
        object.get("size").countOrUnknown(),
        object.get("eTag").textOrEmpty().replace("\"", ""),
        record.get("awsRegion").textOrEmpty(),
        record.get("userIdentity").get("principalId").textOrEmpty(),
        record.get("requestParameters").get("sourceIPAddress").textOrEmpty(),
        record.get("responseElements").get("x-amz-request-id").textOrEmpty());
  }

  private static String withoutPrefix(String name) {
    return name.startsWith("s3:") ? name.substring(3) : name;
  }

  private static Instant instant(Json text) {
    try {
      return Instant.parse(text.text());
    } catch (DateTimeException e) {
      throw new Malformed(text.path() + " is not a time: expected one as 2026-01-31T12:00:00.000Z");
    }
  }
}
