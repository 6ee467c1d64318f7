package objectledger.ops.failures;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.DocumentPosition;
import objectledger.ops.TerminalText;

/**
 * A document of which the documents function made no rows, as its refusal says.
 *
 * @param refusal key of the refusal in the lake bucket
 * @param time when the refusal was written
 * @param table as the client gave it, which may be no name of a table; empty if it gave none
 * @param bucket of the document
 * @param key of the document
 * @param version of the document; empty if its bucket has no versions
 * @param code of the reason
 * @param reason in words
 * @param position in the document; empty if it has none
 */
record RefusedDocument(
    String refusal,
    Instant time,
    String table,
    String bucket,
    String key,
    String version,
    String code,
    String reason,
    String position) {

  /**
   * Reads a refusal.
   *
   * @throws InvalidInputException if it is none
   */
  static RefusedDocument of(String refusal, Instant time, String text) {
    var json = new JsonValue("", JsonReader.read(text));
    return new RefusedDocument(
        refusal,
        time,
        json.get("table").textOrEmpty(),
        json.get("bucket").text(),
        json.get("key").text(),
        json.get("version_id").textOrEmpty(),
        json.get("reason_code").text(),
        json.get("reason").textOrEmpty(),
        DocumentPosition.inWords(json.get("position")));
  }

  /** The event with which EventBridge would tell the function of the document. */
  byte[] event(String account, String region) {
    var object = new LinkedHashMap<String, Object>();
    object.put("key", key);
    if (!version.isEmpty()) {
      object.put("version-id", version);
    }
    var detail = new LinkedHashMap<String, Object>();
    detail.put("version", "0");
    detail.put("bucket", Map.of("name", bucket));
    detail.put("object", object);
    detail.put("reason", "PutObject");
    var event = new LinkedHashMap<String, Object>();
    event.put("version", "0");
    event.put("detail-type", "Object Created");
    event.put("source", "aws.s3");
    event.put("account", account);
    event.put("time", time.toString());
    event.put("region", region);
    event.put("detail", detail);
    return JsonWriter.toLine(event);
  }

  /** The same document with something else that is known of it, in words. */
  RefusedDocument because(String why) {
    return new RefusedDocument(refusal, time, table, bucket, key, version, code, why, position);
  }

  /** The same document, which is refused for another reason now. Its refusal has the first one. */
  RefusedDocument refusedFor(String newCode) {
    return new RefusedDocument(
        refusal, time, table, bucket, key, version, newCode, "before, it was " + code, "");
  }

  /** Where it is, in one line for a terminal. */
  String inWords() {
    return TerminalText.of(
        "%s  %s%s"
            .formatted(
                table.isEmpty() ? "(no table)" : shortened(table),
                JsonText.quote("s3://" + bucket + "/" + key),
                position.isEmpty() ? "" : "  " + position));
  }

  /** A client may send a table's name of any length. */
  private static String shortened(String table) {
    return JsonText.quote(table).length() > 70 ? JsonText.cut(table, 64) + "…" : table;
  }

  /** The reason in one line for a terminal. */
  String reasonInWords() {
    return TerminalText.of(reason);
  }
}
