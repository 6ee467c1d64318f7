package objectledger.ops.cost;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes from one task to the next, without a wait. */
final class SimulatedTimeline implements Timeline {
  /** Tasks of the same time run in the order in which they were given. */
  private record Task(double seconds, long number, Runnable what) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.comparingDouble(Task::seconds).thenComparingLong(Task::number));

  private double now;
  private long given;

  @Override
  public double now() {
    return now;
  }

  @Override
  public void at(double seconds, Runnable task) {
    tasks.add(new Task(seconds, given++, task));
  }

  /** Runs everything, until no task is left. */
  void run() {
    while (!tasks.isEmpty()) {
      var next = tasks.remove();
      now = Math.max(now, next.seconds());
      next.what().run();
    }
  }
}
