package objectledger;

import java.time.Duration;
import java.util.function.IntSupplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/**
 * The time that an invocation has left, less what it needs to answer. No call, retry or wait goes
 * beyond it, so that the function itself says what it could not do, before Lambda ends it.
 */
final class Deadline {
  /** To name the failures, write the answer and be heard. */
  private static final long RESERVE_MILLIS = 500;

  /** The longest that a call may take. */
  static final ExecutionAttribute<Duration> LIMIT = new ExecutionAttribute<>("object-ledger-limit");

  private static final long MOST_KEPT_MILLIS = 5_000;

  private final IntSupplier remainingMillis;

  /**
   * @param remainingMillis what Lambda says is left
   */
  Deadline(IntSupplier remainingMillis) {
    this.remainingMillis = remainingMillis;
  }

  /** The time left for work. */
  Duration left() {
    return Duration.ofMillis(Math.max(0, remainingMillis.getAsInt() - RESERVE_MILLIS));
  }

  /**
   * A deadline before this one, which leaves a third of the time, at most 5 s, for what follows.
   */
  Deadline earlier() {
    var kept = (int) Math.min(MOST_KEPT_MILLIS, left().toMillis() / 3);
    return new Deadline(() -> remainingMillis.getAsInt() - kept);
  }

  /**
   * Tells a call, with all its attempts, when to be over. Those who make it for us keep to it: the
   * SDK's own timers stay in memory for as long as they were set, and do not end every call.
   *
   * @throws Unfinished if there is no time left
   */
  AwsRequestOverrideConfiguration limits() {
    var left = left();
    if (left.isZero()) {
      throw new Unfinished("no time was left to ask S3");
    }
    return AwsRequestOverrideConfiguration.builder().putExecutionAttribute(LIMIT, left).build();
  }
}
