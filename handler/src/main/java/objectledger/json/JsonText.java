package objectledger.json;

import java.util.Objects;

/** Quotes and shortens text for messages: on one line and of bounded length. */
public final class JsonText {
  /** Enough for a whole key, which has at most 1,024 bytes. */
  private static final int MAX_QUOTED = 1_100;

  private static final int MAX_CAUSE = 500;

  private JsonText() {}

  /** A value as a JSON string, shortened if it is long. */
  public static String quote(Object value) {
    return '"' + escape(value, MAX_QUOTED) + '"';
  }

  /** A message of another party on one line of bounded length. */
  public static String oneLine(String message) {
    return escape(Objects.requireNonNullElse(message, "no message"), MAX_CAUSE);
  }

  /** The beginning of a text that is longer than the limit, without splitting a character. */
  public static String cut(String text, int limit) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
  }

  private static String escape(Object value, int limit) {
    var text = value.toString();
    return JsonWriter.quoted(text.length() <= limit ? text : cut(text, limit) + "…");
  }
}
