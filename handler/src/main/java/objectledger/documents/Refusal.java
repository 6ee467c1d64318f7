package objectledger.documents;

import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.json.JsonFields;

/**
 * Why and where a document is refused. It has no clock and nothing of the attempt: the same
 * document gives the same refusal.
 *
 * @param code of the reason
 * @param reason in words, without values of the document
 * @param row from 1; 0 if it is about no row
 * @param offset in bytes from the beginning of the decoded document; negative if unknown
 * @param path of the value in its row, such as {@code $.a.b[2]}; empty if it is about no value
 */
record Refusal(ReasonCode code, String reason, long row, long offset, String path) {

  /** A refusal of the whole document. */
  static Refusal of(ReasonCode code, String reason) {
    return new Refusal(code, reason, 0, -1, "");
  }

  /** The same refusal in a row, unless it names one. */
  Refusal inRow(long current) {
    return row > 0 ? this : new Refusal(code, reason, current, offset, path);
  }

  /** Adds reason and position. */
  void addTo(JsonFields fields) {
    fields.put("reason_code", code.text()).put("reason", reason).put("position", position());
  }

  private Map<String, Object> position() {
    var position = new LinkedHashMap<String, Object>();
    if (row > 0) {
      position.put("row", row);
    }
    if (offset >= 0) {
      position.put("byte", offset);
    }
    if (!path.isEmpty()) {
      position.put("path", path);
    }
    return position;
  }
}
