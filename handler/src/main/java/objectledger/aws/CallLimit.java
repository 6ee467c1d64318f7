package objectledger.aws;

import java.time.Duration;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/** The longest that one call may take, which travels with its request. */
public final class CallLimit {
  private static final ExecutionAttribute<Duration> LIMIT =
      new ExecutionAttribute<>("object-ledger-limit");

  private CallLimit() {}

  /**
   * Tells a call, with all its attempts, when to be over. Those who make it for us keep to it: the
   * SDK's own timers stay in memory for as long as they were set, and do not end every call.
   *
   * @throws DeadlineExceededException if there is no time left
   */
  public static AwsRequestOverrideConfiguration of(Deadline deadline) {
    var left = deadline.remaining();
    if (left.isZero()) {
      throw new DeadlineExceededException("no time was left to ask S3");
    }
    return AwsRequestOverrideConfiguration.builder().putExecutionAttribute(LIMIT, left).build();
  }

  /** The limit of a request that has one; every request of the function has. */
  static Duration in(SdkRequest request) {
    return request
        .overrideConfiguration()
        .map(configuration -> configuration.executionAttributes().getAttribute(LIMIT))
        .orElseThrow(() -> new IllegalArgumentException("every call has a limit"));
  }
}
