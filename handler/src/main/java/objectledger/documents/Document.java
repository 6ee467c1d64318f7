package objectledger.documents;

import java.io.InputStream;
import java.time.Instant;
import java.util.regex.Pattern;
import objectledger.json.JsonFields;

/**
 * A document that is being read.
 *
 * @param key of its object
 * @param table as its metadata say; empty if they do not
 * @param time when the object was last modified, which is the same at each attempt
 * @param body as S3 sends it
 */
record Document(DocumentKey key, String table, Instant time, InputStream body) {
  private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  boolean hasValidTable() {
    return TABLE.matcher(table).matches();
  }

  /** The key of its refusal. */
  String refusalKey() {
    var folder = hasValidTable() ? table : table.isEmpty() ? "_none" : "_invalid";
    return "refused/" + folder + "/" + key.safeId() + ".json";
  }

  /** The content of its refusal. */
  byte[] refusal(Refusal refusal) {
    var fields = new JsonFields();
    fields
        .put("id", key.id())
        .put("table", table)
        .put("bucket", key.bucket())
        .put("key", key.key())
        .put("version_id", key.version());
    refusal.addTo(fields);
    return fields.toJson();
  }
}
