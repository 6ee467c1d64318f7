package objectledger.documents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.regex.Pattern;
import objectledger.json.JsonText;

/** The path of a value in its row, such as {@code $.a.b[2]["c d"]}. */
final class RowPath {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int MAX_NAME = 100;
  private static final int MAX_PATH = 1_000;

  private RowPath() {}

  /**
   * The path of the value or name at which a parser is. The array of the rows is not part of it.
   */
  static String of(JsonParser in) {
    var path = new StringBuilder();
    var context = in.getParsingContext();
    if (in.currentToken().isStructStart()) {
      // The place of an object or array is where it is, and not in it.
      context = context.getParent();
    }
    while (context != null && !context.inRoot() && !isOfRows(context)) {
      path.insert(0, step(context));
      context = context.getParent();
    }
    var whole = path.insert(0, '$').toString();
    return whole.length() > MAX_PATH ? JsonText.cut(whole, MAX_PATH) + "…" : whole;
  }

  private static boolean isOfRows(JsonStreamContext context) {
    return context.inArray() && context.getParent().inRoot();
  }

  private static String step(JsonStreamContext context) {
    if (context.inArray()) {
      return "[" + context.getCurrentIndex() + "]";
    }
    var name = context.getCurrentName();
    if (name == null) {
      return "";
    }
    if (name.length() > MAX_NAME) {
      return "[" + JsonText.quote(JsonText.cut(name, MAX_NAME) + "…") + "]";
    }
    return PLAIN.matcher(name).matches() ? "." + name : "[" + JsonText.quote(name) + "]";
  }
}
