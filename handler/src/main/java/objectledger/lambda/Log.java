package objectledger.lambda;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.json.JsonText;
import objectledger.json.JsonWriter;

/**
 * Structured logs: one line of JSON per fact, with the names that Lambda's own JSON logs use, so
 * that its level filter works on them. A key can hold line breaks and quotes: it stands in a member
 * of its own or is {@linkplain JsonText#quote quoted}.
 */
public final class Log {
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  private final PrintStream out;
  private final InstantSource clock;
  private final Level threshold;

  public Log(PrintStream out, InstantSource clock, Level threshold) {
    this.out = out;
    this.clock = clock;
    this.threshold = threshold;
  }

  public static Log toStandardOutput(Level threshold) {
    return new Log(System.out, InstantSource.system(), threshold);
  }

  public void info(String message, Map<String, ?> facts) {
    write(Level.INFO, message, facts);
  }

  public void error(String message, Map<String, ?> facts) {
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
    var bytes = JsonWriter.toLine(line);
    // One call, so that the lines of two threads do not mix.
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
