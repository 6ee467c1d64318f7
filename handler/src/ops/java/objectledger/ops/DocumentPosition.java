package objectledger.ops;

import java.util.ArrayList;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;

/** Where in a document the function found what it refused. */
public final class DocumentPosition {
  private static final int LONGEST = 100;

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
      parts.add(shortened(position.get("path").text()));
    }
    return String.join(", ", parts);
  }

  /** A document may be deep, and have names of any length. */
  private static String shortened(String path) {
    return path.length() > LONGEST ? JsonText.cut(path, LONGEST) + "…" : path;
  }
}
