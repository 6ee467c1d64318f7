package objectledger.changes;

import java.util.List;

/**
 * The batches of a run that count: those whose last change is due when the time that does not count
 * is over. A batch counts with all its changes.
 */
final class CountedBatches {
  private final double from;
  private int batches;
  private int changes;

  /**
   * None yet.
   *
   * @param from how many seconds at the beginning of the run do not count
   */
  CountedBatches(double from) {
    this.from = from;
  }

  /**
   * Counts a batch, or leaves it out.
   *
   * @param due when its changes are due, in their order, in seconds since the run began
   */
  void add(List<Double> due) {
    if (due.getLast() >= from) {
      batches++;
      changes += due.size();
    }
  }

  /** How many changes a batch has on average. */
  double meanSize() {
    return (double) changes / batches;
  }
}
