package objectledger.changes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import objectledger.json.JsonFields;
import objectledger.json.JsonWriter;

/**
 * A record that is refused, and why. It has no clock and nothing of the attempt: the same record
 * gives the same bytes.
 *
 * @param received the record
 * @param code of the reason
 * @param reason in words, without values of the record
 */
record Refusal(Received received, String code, String reason) {

  static Refusal of(Received received, RefusalException e) {
    return new Refusal(received, e.code().text(), e.getMessage());
  }

  /** The fields of the log line. */
  Map<String, Object> summary() {
    return fields().only("label", "stream", "sequence_number", "event_id", "reason_code", "reason");
  }

  /** The members in the answer to a redrive. */
  Map<String, Object> answer() {
    return fields().only("sequence_number", "reason_code", "reason");
  }

  /** The object that is kept, with the record as it came. */
  byte[] content() {
    var line = JsonWriter.toLine(summary());
    var content = new ByteArrayOutputStream(line.length + 1_024);
    // Without the brace and the line break at its end.
    content.write(line, 0, line.length - 2);
    content.writeBytes(",\"record\":".getBytes(StandardCharsets.US_ASCII));
    received.whole().writeTo(content);
    content.writeBytes("}\n".getBytes(StandardCharsets.US_ASCII));
    return content.toByteArray();
  }

  private JsonFields fields() {
    return new JsonFields()
        .put("label", received.label())
        .put("stream", received.arn())
        .put("sequence_number", received.number())
        .put("event_id", received.id())
        .put("reason_code", code)
        .put("reason", reason);
  }
}
