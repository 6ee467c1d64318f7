package objectledger.metrics;

import java.util.Arrays;

/** What one source's events came to in one invocation. */
final class SourceCounts {
  /** The most values that a line may have of a metric: CloudWatch refuses a line with more. */
  static final int MAX_VALUES = 100;

  private final String label;
  private long recorded;
  private long duplicates;
  private long[] lags = new long[1];
  private int lagCount;

  SourceCounts(String label) {
    this.label = label;
  }

  void addRecorded() {
    recorded++;
  }

  void addDuplicate() {
    duplicates++;
  }

  /** Adds the time from an event to its record. */
  void addLag(long millis) {
    if (lagCount == lags.length) {
      lags = Arrays.copyOf(lags, 2 * lagCount);
    }
    lags[lagCount] = millis;
    lagCount++;
  }

  /** Forgets the times of all events. */
  void dropLags() {
    lagCount = 0;
  }

  /** The lines that the values need. */
  int lines() {
    return Math.max(1, (lagCount + MAX_VALUES - 1) / MAX_VALUES);
  }

  /** Adds the metrics to one of those lines: the counts to the first, and each time to one. */
  void putInto(EmbeddedMetricLine line, int number) {
    line.group("Source", label);
    if (number == 0 && recorded > 0) {
      line.put(Metric.RECORDED, recorded);
    }
    if (number == 0 && duplicates > 0) {
      line.put(Metric.DUPLICATES, duplicates);
    }
    var from = number * MAX_VALUES;
    if (from < lagCount) {
      line.put(Metric.LAG, lags, from, Math.min(lagCount, from + MAX_VALUES));
    }
    line.endGroup();
  }
}
