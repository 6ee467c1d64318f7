package objectledger.metrics;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import objectledger.lambda.Log;
import objectledger.lambda.LogObserver;
import objectledger.lambda.SettingsReader;

/**
 * The log of a function.
 *
 * @param level the lowest that is written
 * @param metrics what is counted of its lines, whatever their level is
 */
public record LogSettings(Log.Level level, MetricsSettings metrics) {
  private static final List<String> LEVELS =
      Arrays.stream(Log.Level.values()).map(Log.Level::name).toList();

  /** Without metrics. */
  public static LogSettings of(Log.Level level) {
    return new LogSettings(level, MetricsSettings.NONE);
  }

  /**
   * Reads {@code LOG_LEVEL} (default INFO) and {@code METRICS_SOURCES}.
   *
   * @param buckets the sources' buckets, in the order of their labels
   */
  public static LogSettings read(SettingsReader reader, List<String> buckets) {
    return new LogSettings(
        Log.Level.valueOf(reader.oneOf("LOG_LEVEL", "INFO", LEVELS)),
        MetricsSettings.read(reader, buckets));
  }

  public Log toStandardOutput() {
    return Log.toStandardOutput(level).observedBy(observer(InstantSource.system()));
  }

  /** A log that writes nothing, neither lines nor metrics, and runs the code of both. */
  public Log silent() {
    return Log.silent(level).observedBy(observer(InstantSource.system()));
  }

  /** What makes the metrics. Each log has one of its own, which has counted nothing yet. */
  public LogObserver observer(InstantSource clock) {
    return metrics.labels().isEmpty()
        ? LogObserver.NONE
        : new InvocationMetrics(metrics, clock, level);
  }
}
