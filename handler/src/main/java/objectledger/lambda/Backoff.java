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
    return jittered(Duration.ofMillis(FIRST_MILLIS), Duration.ofMillis(LONGEST_MILLIS));
  }

  /**
   * The same with other bounds.
   *
   * @param first half of the bound of the first wait
   * @param longest bound of any wait
   */
  static Backoff jittered(Duration first, Duration longest) {
    return (tries, left) -> {
      var bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(tries, 10));
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
      throw new DeadlineExceededException("it was interrupted while it waited to try again");
    }
  }
}
