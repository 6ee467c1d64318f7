package objectledger.lambda;

import java.time.Duration;

/** Waits before the next attempt. */
@FunctionalInterface
public interface Backoff {
  /**
   * The wait before the second attempt is at most twice this; the bound doubles with each attempt.
   */
  long FIRST_MILLIS = 20;

  long LONGEST_MILLIS = 2_000;

  /**
   * Waits after a failed attempt.
   *
   * @param tries number of failed attempts, from 1
   * @param left the time left, which limits the wait
   * @throws DeadlineExceededException if it was interrupted
   */
  void after(int tries, Duration left);

  /**
   * A random wait up to a bound that doubles, so that writers that conflicted do not conflict
   * again.
   */
  static Backoff jittered() {
    return (tries, left) -> {
      var bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(tries, 10));
      sleep(Duration.ofMillis(Math.min(Jitter.below(bound), left.toMillis())));
    };
  }

  /**
   * Waits for a given time.
   *
   * @throws DeadlineExceededException if it was interrupted
   */
  static void sleep(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeadlineExceededException("it was interrupted while it waited");
    }
  }
}
