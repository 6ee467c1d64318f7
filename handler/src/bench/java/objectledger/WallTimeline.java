package objectledger;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import objectledger.ops.cost.Timeline;

/** The real time, with one thread for all tasks. */
final class WallTimeline implements Timeline, AutoCloseable {
  private static final double NANOS = 1e9;

  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final long begin;

  /** It begins a moment later, so that the first task is not late. */
  WallTimeline() {
    begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
  }

  @Override
  public double now() {
    return seconds(System.nanoTime());
  }

  /** A time of {@link System#nanoTime} in seconds since the beginning. */
  double seconds(long nanoTime) {
    return (nanoTime - begin) / NANOS;
  }

  @Override
  public void at(double seconds, Runnable task) {
    var delay = (long) (NANOS * Math.max(0, seconds - now()));
    var unused = executor.schedule(() -> run(task), delay, TimeUnit.NANOSECONDS);
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  /**
   * Ends all tasks.
   *
   * @throws IllegalStateException if one of them failed: nobody waits for a single one
   */
  @Override
  public void close() {
    executor.shutdownNow();
    if (failure.get() != null) {
      throw new IllegalStateException("a task of the timeline failed", failure.get());
    }
  }
}
