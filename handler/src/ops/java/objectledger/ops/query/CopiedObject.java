package objectledger.ops.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.UtcTime;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An object of the ledger bucket as it was listed. Each of its lines is kept in a local file as
 *
 * <pre>{"file":NAME,"modified":TIME,"e_tag":ETAG,"record":LINE}</pre>
 *
 * so that a later copy can tell whether the object is still the same.
 *
 * @param name below the prefix that is copied
 * @param modified when it was written, in ISO form with milliseconds
 * @param eTag without quotes
 */
record CopiedObject(String name, String modified, String eTag) {
  /** In a JSON text a quotation mark has a backslash before it, so no name contains this. */
  private static final String RECORD = ",\"record\":";

  /** The object in a page of a listing. */
  static CopiedObject of(S3Object listed, String prefix) {
    return new CopiedObject(
        listed.key().substring(prefix.length()),
        UtcTime.text(listed.lastModified() == null ? Instant.EPOCH : listed.lastModified()),
        listed.eTag() == null ? "" : listed.eTag().replace("\"", ""));
  }

  /** Reads it from the beginning of a line, or from a line of a listing. */
  static CopiedObject parse(String header) {
    var json = new JsonValue("", JsonReader.read(header));
    return new CopiedObject(
        json.get("file").text(), json.get("modified").text(), json.get("e_tag").text());
  }

  /** The beginning of each line, up to the record, as an object of its own. */
  static String headerOf(String line) {
    var end = line.indexOf(RECORD);
    return end < 0 ? "" : line.substring(0, end) + "}";
  }

  /** The object without a record. */
  String header() {
    var members = new LinkedHashMap<String, Object>();
    members.put("file", name);
    members.put("modified", modified);
    members.put("e_tag", eTag);
    return new String(JsonWriter.toLine(members), StandardCharsets.UTF_8).stripTrailing();
  }

  /** The line of one of its records. */
  String line(String record) {
    var header = header();
    return header.substring(0, header.length() - 1) + RECORD + record + "}";
  }
}
