package objectledger.lambda;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Is told of every line that a log is given, also of those below its threshold, on the thread that
 * logs it; and of the end of each invocation.
 */
public interface LogObserver {
  /** Ignores everything. */
  LogObserver NONE = new LogObserver() {};

  /** A line is logged. */
  default void onLine(String message, Map<String, ?> fields) {}

  /**
   * A line about an event is logged.
   *
   * @param eventTime when it happened
   */
  default void onLine(String message, Map<String, ?> fields, Instant eventTime) {}

  /**
   * An invocation ends.
   *
   * @param millisLeft the time that it had left
   * @param isByTool whether an operator's tool made it, and not a trigger
   * @return lines for the log, which are written whatever its threshold is
   */
  default List<byte[]> onEnd(int millisLeft, boolean isByTool) {
    return List.of();
  }
}
