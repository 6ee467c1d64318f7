package objectledger.lambda;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * The time that an invocation has left, less a reserve for its response. No call, retry or wait
 * goes beyond it, so that the function reports its failures before Lambda ends it.
 */
public final class Deadline {
  /** The time for reporting failures and writing the response. */
  private static final long RESERVE_MILLIS = 500;

  private static final long MAX_RESERVE_MILLIS = 5_000;

  private final IntSupplier remainingMillis;

  /**
   * @param remainingMillis the time left according to Lambda
   */
  public Deadline(IntSupplier remainingMillis) {
    this.remainingMillis = remainingMillis;
  }

  /** The time left for work. */
  public Duration remaining() {
    return Duration.ofMillis(Math.max(0, remainingMillis.getAsInt() - RESERVE_MILLIS));
  }

  /** An earlier deadline, which reserves a third of the time, at most 5 s, for what follows. */
  public Deadline withReserve() {
    var kept = (int) Math.min(MAX_RESERVE_MILLIS, remaining().toMillis() / 3);
    return new Deadline(() -> remainingMillis.getAsInt() - kept);
  }
}
