package objectledger.ops.release;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import objectledger.ObjectEvent;
import objectledger.json.JsonWriter;

/** An event as a notification and as a message of a queue. */
final class SmokeEvent {
  private SmokeEvent() {}

  /** A notification as S3 sends it, but without a sequencer, which S3 alone may give. */
  static byte[] notification(ObjectEvent event) {
    var object = new LinkedHashMap<String, Object>();
    object.put("key", URLEncoder.encode(event.key(), StandardCharsets.UTF_8));
    object.put("size", event.size());
    object.put("eTag", event.eTag());
    if (!event.versionId().isEmpty()) {
      object.put("versionId", event.versionId());
    }
    var record = new LinkedHashMap<String, Object>();
    record.put("eventVersion", "2.1");
    record.put("eventSource", "aws:s3");
    record.put("awsRegion", event.region());
    record.put("eventTime", event.time().toString());
    record.put("eventName", event.name());
    record.put("userIdentity", Map.of("principalId", event.requester()));
    record.put("responseElements", Map.of("x-amz-request-id", event.requestId()));
    record.put("s3", Map.of("bucket", Map.of("name", event.bucket()), "object", object));
    return JsonWriter.toLine(Map.of("Records", List.of(record)));
  }

  /** The same, as a message of a queue. */
  static byte[] batch(ObjectEvent event) {
    var message =
        Map.of(
            "messageId", "make-release",
            "eventSource", "aws:sqs",
            "body", new String(notification(event), StandardCharsets.UTF_8));
    return JsonWriter.toLine(Map.of("Records", List.of(message)));
  }
}
