package objectledger.changes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes of one shard, which arrive at given times whether or not earlier ones are written, in the
 * batches that an event source mapping makes. A batch begins with its first change, or with the
 * answer to the batch before if that is later. It is sent when it is full, or when its window is
 * over. All times are seconds since the run began.
 */
final class ShardRun {
  private final int batchSize;
  private final double window;
  private final Clock clock;
  private final Function function;

  /** The time of a run. */
  interface Clock {
    double seconds();

    void waitUntil(double seconds);
  }

  /** What a batch is sent to. */
  @FunctionalInterface
  interface Function {
    /**
     * Writes changes.
     *
     * @param first index of the first of them
     * @param end index after the last of them
     * @return when the transaction that wrote them had ended
     */
    double write(int first, int end) throws IOException;
  }

  /**
   * A change that was written.
   *
   * @param due when it should have arrived, from which its lag counts
   * @param inWindow how much of the lag is waiting for the batch's window
   * @param lag until the transaction that wrote its row had ended
   */
  record Written(double due, double inWindow, double lag) {}

  ShardRun(int batchSize, double window, Clock clock, Function function) {
    this.batchSize = batchSize;
    this.window = window;
    this.clock = clock;
    this.function = function;
  }

  /**
   * Sends all of them.
   *
   * @param due when they arrive, in their order
   */
  List<Written> run(List<Double> due) throws IOException {
    var written = new ArrayList<Written>();
    var answered = 0.0;
    while (written.size() < due.size()) {
      var first = written.size();
      var begun = Math.max(due.get(first), answered);
      var sent = sent(due, first, begun);
      clock.waitUntil(sent);
      // By the schedule, not by when this thread woke up: its delay is part of the lag.
      var end = first;
      while (end < due.size() && end - first < batchSize && due.get(end) <= sent) {
        end++;
      }
      var ended = function.write(first, end);
      answered = clock.seconds();
      for (var arrived : due.subList(first, end)) {
        written.add(new Written(arrived, sent - Math.max(arrived, begun), ended - arrived));
      }
    }
    return written;
  }

  /** When the batch is full, or its window over. */
  private double sent(List<Double> due, int first, double begun) {
    var last = first + batchSize - 1;
    var full = last < due.size() ? Math.max(begun, due.get(last)) : Double.POSITIVE_INFINITY;
    return Math.min(begun + window, full);
  }

  /** The time since now. */
  static Clock wallClock() {
    var begin = System.nanoTime();
    return new Clock() {
      @Override
      public double seconds() {
        return (System.nanoTime() - begin) / 1e9;
      }

      @Override
      public void waitUntil(double seconds) {
        for (var left = seconds - seconds(); left > 0; left = seconds - seconds()) {
          LockSupport.parkNanos((long) (left * 1e9));
        }
      }
    };
  }
}
