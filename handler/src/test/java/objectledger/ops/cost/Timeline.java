package objectledger.ops.cost;

/**
 * The time of a run: simulated, or the real one. It runs one task at a time, so that what is
 * simulated and what is measured can share the code that decides.
 */
public interface Timeline {
  /** Seconds since the run began. */
  double now();

  /** Runs a task at that time, in seconds since the run began. */
  void at(double seconds, Runnable task);
}
