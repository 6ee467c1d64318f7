package objectledger.lambda;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
  private final LogObserver observer;

  public Log(PrintStream out, InstantSource clock, Level threshold) {
    this(out, clock, threshold, LogObserver.NONE);
  }

  public Log(PrintStream out, InstantSource clock, Level threshold, LogObserver observer) {
    this.out = out;
    this.clock = clock;
    this.threshold = threshold;
    this.observer = observer;
  }

  public static Log toStandardOutput(Level threshold) {
    return new Log(System.out, InstantSource.system(), threshold);
  }

  /** A log that writes nothing. It formats its lines, so that priming runs that code too. */
  public static Log silent(Level threshold) {
    var nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Log(nowhere, InstantSource.system(), threshold);
  }

  /** The same log with an observer. */
  public Log observedBy(LogObserver other) {
    return new Log(out, clock, threshold, other);
  }

  public void info(String message, Map<String, ?> fields) {
    observer.onLine(message, fields);
    write(Level.INFO, message, fields);
  }

  /** A line about an event, whose time the observer is told. */
  public void info(String message, Map<String, ?> fields, Instant eventTime) {
    observer.onLine(message, fields, eventTime);
    write(Level.INFO, message, fields);
  }

  public void warn(String message, Map<String, ?> fields) {
    observer.onLine(message, fields);
    write(Level.WARN, message, fields);
  }

  public void error(String message, Map<String, ?> fields) {
    observer.onLine(message, fields);
    write(Level.ERROR, message, fields);
  }

  /** Tells the observer that an invocation ends, and writes its lines. */
  void end(int millisLeft, boolean isByTool) {
    observer.onEnd(millisLeft, isByTool).forEach(this::write);
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
    write(JsonWriter.toLine(line));
  }

  private void write(byte[] line) {
    // A single write, so that the lines of two threads do not mix.
    out.write(line, 0, line.length);
    out.flush();
  }
}
