package objectledger.lambda;

import java.security.SecureRandom;

/**
 * Random numbers for waits. Each number comes from a new generator with a seed from the kernel. A
 * generator that was created before a snapshot gives the same numbers in every restored function,
 * and all of them would retry at the same moments.
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
