package objectledger.ops.post;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The user metadata of a document that does not come through the API, the same as it would give.
 */
final class ObjectMetadata {
  /** As API Gateway has it in {@code $context.requestTime}. */
  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private ObjectMetadata() {}

  /**
   * The metadata, without the prefix of their headers.
   *
   * @param caller the ARN of who posts the document
   */
  static Map<String, String> of(String table, Instant time, String caller) {
    return new TreeMap<>(
        Map.of("table", table, "request-time", REQUEST_TIME.format(time), "caller", caller));
  }
}
