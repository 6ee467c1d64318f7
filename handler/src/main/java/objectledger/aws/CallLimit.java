package objectledger.aws;

import java.time.Duration;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/** The time limit of one call, as an attribute of its request. */
public final class CallLimit {
  private static final ExecutionAttribute<Duration> LIMIT =
      new ExecutionAttribute<>("object-ledger-limit");

  private CallLimit() {}

  /**
   * The limit of a call with all its attempts, from the time left. {@link TimeLimitedS3Api}
   * enforces it. The SDK's own timeouts are not used: their timers stay in memory until they
   * expire, and do not end every call.
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

  /** The limit of a request. */
  static Duration in(SdkRequest request) {
    return request
        .overrideConfiguration()
        .map(configuration -> configuration.executionAttributes().getAttribute(LIMIT))
        .orElseThrow(() -> new IllegalArgumentException("every call has a limit"));
  }
}
