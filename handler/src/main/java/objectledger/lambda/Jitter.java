package objectledger.lambda;

import java.security.SecureRandom;

/**
 * Random waits. Each number is drawn by a generator of its own, which asks the kernel for its seed:
 * a generator that was made before a snapshot, as that of each thread is, draws the same numbers in
 * all functions that are restored from it, and they would all try again at the same moments.
 */
public final class Jitter {
  private Jitter() {}

  /**
   * A random number.
   *
   * @param bound positive; the number is less, and not negative
   */
  public static long below(long bound) {
    return new SecureRandom().nextLong(bound);
  }
}
