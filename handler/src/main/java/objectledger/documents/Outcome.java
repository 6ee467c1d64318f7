package objectledger.documents;

import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.json.JsonFields;
import objectledger.lambda.Log;

/** What became of a document. A refusal is an outcome and not a failure: no retry can help. */
sealed interface Outcome {
  DocumentKey key();

  /** Writes the log line of the document. */
  default void writeTo(Log log) {
    switch (this) {
      case Stored stored -> log.info("stored", stored.fields());
      case Gone gone -> log.info("document gone", gone.fields());
      case Refused refused -> {
        var fields = new JsonFields().put("table", refused.table());
        refused.refusal().addTo(fields);
        var line = new LinkedHashMap<>(refused.fields());
        line.remove("reason");
        line.putAll(fields.only("table", "reason_code", "reason", "position"));
        log.warn("document refused", line);
      }
    }
  }

  /** The members in the function's response. */
  default Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("key", key().key());
    switch (this) {
      case Stored stored -> {
        fields.put("state", "stored");
        fields.put("rows", stored.rows());
      }
      case Refused refused -> {
        fields.put("state", "refused");
        fields.put("reason", refused.refusal().code().text());
      }
      case Gone gone -> fields.put("state", "gone");
    }
    return fields;
  }

  /** All rows are in the lake. */
  record Stored(DocumentKey key, long rows) implements Outcome {}

  /** No row is in the lake, and the refusal is. */
  record Refused(DocumentKey key, String table, Refusal refusal) implements Outcome {}

  /** The version was removed before it could be read. */
  record Gone(DocumentKey key) implements Outcome {}
}
