package objectledger.ops.post;

import objectledger.json.JsonValue;
import objectledger.ops.DocumentPosition;
import objectledger.ops.TerminalText;

/**
 * What became of a document.
 *
 * @param isStored whether its rows are in the table
 * @param inWords for a person
 */
record DocumentResult(boolean isStored, String inWords) {
  /** Reads the status that the API gives. */
  static DocumentResult of(JsonValue status) {
    if (status.get("state").isEqualTo("stored")) {
      var rows = status.get("rows").countOrUnknown();
      return new DocumentResult(
          true, "stored: %s %s of %s".formatted(rows, rows == 1 ? "row" : "rows", table(status)));
    }
    var position = DocumentPosition.inWords(status.get("position"));
    return new DocumentResult(
        false,
        TerminalText.of(
            "refused: %s: %s%s"
                .formatted(
                    status.get("reason_code").text(),
                    status.get("reason").text(),
                    position.isEmpty() ? "" : " (" + position + ")")));
  }

  private static String table(JsonValue status) {
    return status.get("table").text();
  }
}
