package objectledger.json;

import java.util.Objects;

/** Text inside messages and JSON strings: quoted, on one line and of bounded length. */
public final class JsonText {
  /** Enough to know the object; a key has at most 1,024 bytes. */
  private static final int MAX_QUOTED = 1_100;

  private static final int MAX_CAUSE = 500;

  private JsonText() {}

  /** Any value as a JSON string, cut where it is long: safe inside a message of one line. */
  public static String quote(Object value) {
    return '"' + escape(value, MAX_QUOTED) + '"';
  }

  /** A message of somebody else's in one line of bounded length. */
  public static String oneLine(String message) {
    return escape(Objects.requireNonNullElse(message, "no message"), MAX_CAUSE);
  }

  /** The beginning of a text that is longer than the limit; no character is cut in two. */
  public static String cut(String text, int limit) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
  }

  private static String escape(Object value, int limit) {
    var text = value.toString();
    return JsonWriter.quoted(text.length() <= limit ? text : cut(text, limit) + "…");
  }
}
