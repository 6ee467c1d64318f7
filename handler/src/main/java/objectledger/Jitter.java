package objectledger;

import java.security.SecureRandom;
import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Random waits. Each number is drawn by a generator of its own, which asks the kernel for its seed:
 * a generator that was made before a snapshot, as that of each thread is, draws the same numbers in
 * all functions that are restored from it, and they would all try again at the same moments.
 */
final class Jitter {
  /** The SDK's. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final int MOST_DOUBLINGS = 20;

  private Jitter() {}

  /**
   * A random number.
   *
   * @param bound positive; the number is less, and not negative
   */
  static long below(long bound) {
    return new SecureRandom().nextLong(bound);
  }

  /**
   * Waits any time up to a bound that doubles from try to try, as the SDK's own strategy does.
   *
   * @param first the bound before the second try
   */
  static BackoffStrategy exponential(Duration first) {
    return tries -> {
      if (tries <= 1) {
        return Duration.ZERO;
      }
      var bound = first.toMillis() << Math.min(tries - 2, MOST_DOUBLINGS);
      return Duration.ofMillis(below(Math.min(bound, LONGEST.toMillis())));
    };
  }
}
