package objectledger.ops.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.ops.TerminalText;
import objectledger.ops.UtcTime;

/**
 * A line of a log, for a person. Nothing in it can control the terminal: a key can have any
 * character.
 *
 * @param level of it; that of the platform's own lines is DEBUG, unless they tell of a failure
 * @param text what it says, without its time
 */
public record LogLine(LogEvent event, LogLevel level, String text) {
  /** What is printed in front of the other fields, or not at all. */
  private static final Set<String> KNOWN = Set.of("timestamp", "level", "message");

  /** Reads a line of our log, of Lambda's, of the metrics, or any other. */
  public static LogLine of(LogEvent event) {
    return json(event.message())
        .map(json -> ofJson(event, json))
        .orElseGet(() -> ofText(event, event.message()));
  }

  private static Optional<JsonValue> json(String message) {
    if (!message.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new JsonValue("", JsonReader.read(message)));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static LogLine ofJson(LogEvent event, JsonValue json) {
    if (!json.get("_aws").isAbsent()) {
      return new LogLine(event, LogLevel.DEBUG, "metrics " + fields(json, Set.of("_aws")));
    }
    if (json.get("type").value() instanceof String type && type.startsWith("platform.")) {
      return ofPlatform(event, type, json.get("record"));
    }
    if (!(json.get("message").value() instanceof String message)) {
      return new LogLine(event, LogLevel.INFO, fields(json, Set.of()));
    }
    var level =
        json.get("level").value() instanceof String name ? LogLevel.of(name) : LogLevel.INFO;
    var text = TerminalText.of(message) + " " + fields(json, KNOWN);
    return new LogLine(event, level, text.strip());
  }

  /** A start, an end or a report of Lambda's, in short. */
  private static LogLine ofPlatform(LogEvent event, String type, JsonValue record) {
    var status = record.get("status").value() instanceof String text ? text : "";
    var hasFailed = Set.of("error", "failure", "timeout").contains(status);
    var parts = new ArrayList<String>();
    parts.add("[" + type.substring("platform.".length()) + "]");
    if (!status.isEmpty()) {
      parts.add(status);
    }
    var metrics = record.get("metrics");
    for (var name : List.of("durationMs", "initDurationMs", "maxMemoryUsedMB")) {
      if (metrics.get(name).value() instanceof Number number) {
        parts.add(name + "=" + number);
      }
    }
    if (record.get("errorType").value() instanceof String error) {
      parts.add(error);
    }
    if (record.get("requestId").value() instanceof String id) {
      parts.add("request_id=" + id);
    }
    return new LogLine(
        event,
        hasFailed ? LogLevel.ERROR : LogLevel.DEBUG,
        TerminalText.of(String.join(" ", parts)));
  }

  /** What is no JSON is shown as it is: it may be what the Java runtime says before it ends. */
  private static LogLine ofText(LogEvent event, String message) {
    var isOfPlatform = message.matches("(?s)(START|END|REPORT|INIT_START|RESTORE_[A-Z]+) .*");
    var lines = message.strip().lines().map(TerminalText::of).collect(Collectors.joining("\n    "));
    return new LogLine(event, isOfPlatform ? LogLevel.DEBUG : LogLevel.NONE, lines);
  }

  private static String fields(JsonValue json, Set<String> without) {
    return json.names().stream()
        .filter(name -> !without.contains(name))
        .map(name -> TerminalText.of(name) + "=" + value(json.get(name).value()))
        .collect(Collectors.joining(" "));
  }

  private static String value(Object value) {
    if (value instanceof String text) {
      return text.matches("[^ =\"]+") ? TerminalText.of(text) : quoted(text);
    }
    return TerminalText.of(String.valueOf(value));
  }

  /** An object is quoted already, by the function. */
  private static String quoted(String text) {
    return text.matches("\".*\"") ? TerminalText.of(text) : JsonText.quote(text);
  }

  /** Whether it is at least as important; what is no JSON always is. */
  boolean isAtLeast(LogLevel least) {
    return level.compareTo(least) >= 0;
  }

  /** The line as it is printed. */
  public String toText() {
    return String.format(
        Locale.ROOT,
        "%s %-5s %-9s %s",
        UtcTime.text(event.time()),
        shownLevel(),
        event.function(),
        text);
  }

  /** The line without its time and its function, where both are known. */
  public String toShortText() {
    return String.format(Locale.ROOT, "%-5s %s", shownLevel(), text);
  }

  private String shownLevel() {
    return level == LogLevel.NONE ? "-" : level.name();
  }
}
