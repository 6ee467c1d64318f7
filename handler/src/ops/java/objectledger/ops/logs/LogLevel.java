package objectledger.ops.logs;

import java.util.Locale;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;

/** How important a line is. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  FATAL,
  /** Of a line that names none: it may be the last words of a process, and is always shown. */
  NONE;

  /**
   * The setting {@code LEVEL}; without it, INFO.
   *
   * @throws CommandException if it is none
   */
  static LogLevel setting(String text) {
    if (text.isEmpty()) {
      return INFO;
    }
    var level = of(text);
    if (!text.equalsIgnoreCase(level.name())) {
      throw new CommandException(
          "LEVEL is %s: write one of DEBUG, INFO, WARN, ERROR".formatted(JsonText.quote(text)));
    }
    return level;
  }

  /** The level that a line names; INFO where it names none that is known. */
  static LogLevel of(String text) {
    try {
      var level = valueOf(text.toUpperCase(Locale.ROOT));
      return level == NONE ? INFO : level;
    } catch (IllegalArgumentException e) {
      return INFO;
    }
  }
}
