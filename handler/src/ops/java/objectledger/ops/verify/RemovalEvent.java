package objectledger.ops.verify;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import objectledger.json.JsonWriter;
import objectledger.ops.UtcTime;

/**
 * The notification that S3 would have sent of a deletion. It has no sequencer and no requester,
 * because nothing tells them any more.
 */
final class RemovalEvent {
  static final String FOUND = "ObjectRemoved:FoundByVerify";
  private static final String MARKER = "ObjectRemoved:DeleteMarkerCreated";

  private RemovalEvent() {}

  /**
   * The payload for the function.
   *
   * @param foundAt by S3's clock; a delete marker has a time of its own
   */
  static byte[] payload(String bucket, String region, Gap gap, Instant foundAt) {
    var object = new LinkedHashMap<String, Object>();
    object.put("key", URLEncoder.encode(gap.key(), StandardCharsets.UTF_8));
    if (gap.isDeleteMarker() || !gap.versionId().equals("null")) {
      object.put("versionId", gap.versionId());
    }
    var event = new LinkedHashMap<String, Object>();
    event.put("eventVersion", "2.1");
    event.put("eventSource", "aws:s3");
    event.put("awsRegion", region);
    event.put("eventTime", gap.isDeleteMarker() ? gap.modified() : UtcTime.text(foundAt));
    event.put("eventName", gap.isDeleteMarker() ? MARKER : FOUND);
    event.put("s3", Map.of("bucket", Map.of("name", bucket), "object", object));
    return JsonWriter.toLine(Map.of("Records", List.of(event)));
  }
}
