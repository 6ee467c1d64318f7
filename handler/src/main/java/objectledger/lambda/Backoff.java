package objectledger.lambda;

import java.time.Duration;

/** Waits before something is tried again. */
@FunctionalInterface
public interface Backoff {
  /** The wait before the second try is at most twice this, and doubles from try to try. */
  long FIRST_MILLIS = 20;

  long LONGEST_MILLIS = 2_000;

  /**
   * Waits after a try that failed.
   *
   * @param tries how many have failed, from 1
   * @param left the time left, beyond which it does not wait
   * @throws DeadlineExceededException if it was interrupted
   */
  void after(int tries, Duration left);

  /** Waits any time up to a bound that doubles, so that those who met do not meet again. */
  static Backoff jittered() {
    return (tries, left) -> {
      var bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(tries, 10));
      sleep(Duration.ofMillis(Math.min(Jitter.below(bound), left.toMillis())));
    };
  }

  /**
   * Waits that long.
   *
   * @throws DeadlineExceededException if it was interrupted
   */
  static void sleep(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeadlineExceededException("it was interrupted while it waited to try again");
    }
  }
}
