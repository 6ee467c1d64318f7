package objectledger.lambda;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.json.JsonText;
import objectledger.json.JsonWriter;

/**
 * A structured log: one JSON line per message, with the member names of Lambda's own JSON logs, so
 * that Lambda's level filter works. An object key can contain line breaks and quotes, so it is a
 * member of its own or {@linkplain JsonText#quote quoted}.
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

  /** A log that writes nothing. It formats its lines, so that priming runs that code too. */
  public static Log silent(Level threshold) {
    var nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Log(nowhere, InstantSource.system(), threshold);
  }

  public void info(String message, Map<String, ?> fields) {
    write(Level.INFO, message, fields);
  }

  public void warn(String message, Map<String, ?> fields) {
    write(Level.WARN, message, fields);
  }

  public void error(String message, Map<String, ?> fields) {
    write(Level.ERROR, message, fields);
  }

  private void write(Level level, String message, Map<String, ?> fields) {
    if (level.compareTo(threshold) < 0) {
      return;
    }
    var line = new LinkedHashMap<String, Object>();
    line.put("timestamp", clock.instant());
    line.put("level", level);
    line.put("message", message);
    line.putAll(fields);
    var bytes = JsonWriter.toLine(line);
    // A single write, so that the lines of two threads do not mix.
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
