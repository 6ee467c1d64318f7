package objectledger.ops;

import java.util.ArrayList;
import objectledger.json.JsonValue;

/** Where in a document the function found what it refused. */
public final class DocumentPosition {
  private DocumentPosition() {}

  /** The members that are there, as in {@code row 3, byte 120, $.a.b}; empty if none is. */
  public static String inWords(JsonValue position) {
    var parts = new ArrayList<String>();
    for (var unit : new String[] {"row", "byte"}) {
      if (!position.get(unit).isAbsent()) {
        parts.add(unit + " " + position.get(unit).countOrUnknown());
      }
    }
    if (!position.get("path").isAbsent()) {
      parts.add(position.get("path").text());
    }
    return String.join(", ", parts);
  }
}
