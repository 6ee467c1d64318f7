package objectledger.metrics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import objectledger.lambda.FailureKind;
import objectledger.lambda.Log;
import objectledger.lambda.LogObserver;

/**
 * Counts what became of the events of an invocation, by the lines that are logged about them, and
 * writes the metrics when it ends: one line, or more where its events have several sources or kinds
 * of failure, or over a hundred times. Not thread-safe: the thread of the invocation logs the
 * outcomes of all its events.
 */
final class InvocationMetrics implements LogObserver {
  /** How the names of events begin that a backfill makes. */
  private static final String BACKFILL = "Backfill:";

  private final MetricsSettings settings;
  private final InstantSource clock;

  /** A level that Lambda's filter lets through. */
  private final Log.Level level;

  private final Map<String, SourceCounts> sources = new LinkedHashMap<>();
  private final Map<FailureKind, Long> failed = new EnumMap<>(FailureKind.class);
  private long events;

  /**
   * The metrics of a log.
   *
   * @param threshold of the log, at which Lambda filters its lines, too
   */
  InvocationMetrics(MetricsSettings settings, InstantSource clock, Log.Level threshold) {
    this.settings = settings;
    this.clock = clock;
    this.level = threshold.compareTo(Log.Level.INFO) < 0 ? Log.Level.INFO : threshold;
  }

  /** An object that existed before the ledger is not late, whatever its age. */
  @Override
  public void onLine(String message, Map<String, ?> fields, Instant eventTime) {
    var source = source(fields);
    events++;
    source.addRecorded();
    if (!fields.get("event_name").toString().startsWith(BACKFILL)) {
      // S3's clock and the function's differ: no event is recorded before it happens.
      source.addLag(Math.max(0, clock.millis() - eventTime.toEpochMilli()));
    }
  }

  @Override
  public void onLine(String message, Map<String, ?> fields) {
    switch (message) {
      case "recorded before" -> {
        events++;
        source(fields).addDuplicate();
      }
      case "ignored" -> events++;
      case "not recorded" -> {
        events++;
        failed.merge((FailureKind) fields.get("fault"), 1L, Long::sum);
      }
      default -> {
        // A line about no event.
      }
    }
  }

  private SourceCounts source(Map<String, ?> fields) {
    // The function records no event of another bucket.
    return sources.computeIfAbsent(
        settings.labels().get(fields.get("bucket").toString()), SourceCounts::new);
  }

  /** Events that a tool sends have waited for a person: their age says nothing of the function. */
  @Override
  public List<byte[]> onEnd(int millisLeft, boolean isByTool) {
    try {
      if (isByTool) {
        sources.values().forEach(SourceCounts::dropLags);
      }
      var texts = new ArrayList<byte[]>();
      for (var line : lines(clock.instant(), millisLeft)) {
        texts.add(line.toBytes());
      }
      return texts;
    } finally {
      sources.clear();
      failed.clear();
      events = 0;
    }
  }

  /** A line has one source and one kind of failure, because a dimension has one value in it. */
  private List<EmbeddedMetricLine> lines(Instant now, int millisLeft) {
    var lines = new ArrayList<EmbeddedMetricLine>();
    var first = line(lines, 0, now);
    first.group();
    first.put(Metric.BATCH_SIZE, events);
    first.put(Metric.TIME_LEFT, millisLeft);
    first.endGroup();
    var used = 0;
    for (var source : sources.values()) {
      for (var number = 0; number < source.lines(); number++) {
        source.putInto(line(lines, used, now), number);
        used++;
      }
    }
    used = 0;
    for (var kind : failed.entrySet()) {
      var line = line(lines, used, now);
      line.group("Kind", kind.getKey().name());
      line.put(Metric.FAILED, kind.getValue());
      line.endGroup();
      used++;
    }
    return lines;
  }

  /** The line of that number, which is new if there are only those before it. */
  private EmbeddedMetricLine line(List<EmbeddedMetricLine> lines, int number, Instant now) {
    if (number == lines.size()) {
      lines.add(new EmbeddedMetricLine(settings.function(), now, level));
    }
    return lines.get(number);
  }
}
