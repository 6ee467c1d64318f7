package objectledger;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Structured logs: one line of JSON per fact, with the names that Lambda's own JSON logs use, so
 * that its level filter works on them. A key can hold line breaks and quotes: it stands in a member
 * of its own or is {@linkplain #quote quoted}.
 */
final class Log {
  enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** Enough to know the object; a key has at most 1,024 bytes. */
  private static final int MAX_QUOTED = 1_100;

  private static final int MAX_CAUSE = 500;

  private final PrintStream out;
  private final InstantSource clock;
  private final Level threshold;

  Log(PrintStream out, InstantSource clock, Level threshold) {
    this.out = out;
    this.clock = clock;
    this.threshold = threshold;
  }

  static Log toStandardOutput(Level threshold) {
    return new Log(System.out, InstantSource.system(), threshold);
  }

  void info(String message, Map<String, ?> facts) {
    write(Level.INFO, message, facts);
  }

  void error(String message, Map<String, ?> facts) {
    write(Level.ERROR, message, facts);
  }

  private void write(Level level, String message, Map<String, ?> facts) {
    if (level.compareTo(threshold) < 0) {
      return;
    }
    var line = new LinkedHashMap<String, Object>();
    line.put("timestamp", clock.instant());
    line.put("level", level);
    line.put("message", message);
    line.putAll(facts);
    var bytes = JsonLine.of(line);
    // One call, so that the lines of two threads do not mix.
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** Any value as a JSON string, cut where it is long: safe inside a message of one line. */
  static String quote(Object value) {
    return '"' + escape(value, MAX_QUOTED) + '"';
  }

  /** A message of somebody else's in one line of bounded length. */
  static String oneLine(String message) {
    return escape(Objects.requireNonNullElse(message, "no message"), MAX_CAUSE);
  }

  /** The beginning of a text that is longer than the limit; no character is cut in two. */
  static String cut(String text, int limit) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
  }

  private static String escape(Object value, int limit) {
    var text = value.toString();
    return JsonLine.quoted(text.length() <= limit ? text : cut(text, limit) + "…");
  }
}
