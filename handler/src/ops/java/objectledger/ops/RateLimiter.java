package objectledger.ops;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Limits the number of objects a second over all threads. */
public final class RateLimiter {
  private static final long SECOND = 1_000_000_000;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private final LongConsumer sleepNanos;
  private long next;

  /**
   * A limiter.
   *
   * @param perSecond objects a second; 0 for no limit
   */
  public RateLimiter(int perSecond, LongSupplier nanoTime, LongConsumer sleepNanos) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.sleepNanos = sleepNanos;
    this.next = nanoTime.getAsLong();
  }

  /** Waits until these objects are within the limit. */
  public void acquire(int objects) {
    var wait = reserve(objects);
    if (wait > 0) {
      sleepNanos.accept(wait);
    }
  }

  private synchronized long reserve(int objects) {
    if (perSecond == 0) {
      return 0;
    }
    var now = nanoTime.getAsLong();
    var turn = Math.max(now, next);
    next = turn + (long) (objects * SECOND / perSecond);
    return turn - now;
  }
}
