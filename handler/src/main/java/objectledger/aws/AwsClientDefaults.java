package objectledger.aws;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.TrustManager;
import objectledger.lambda.Jitter;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * Timeouts, retries and credentials of every AWS client. Nothing is looked up that the environment
 * already says.
 */
public final class AwsClientDefaults {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** Every call takes milliseconds, so a connection that is silent for this long is dead. */
  private static final Duration READ = Duration.ofSeconds(5);

  private static final int ATTEMPTS = 4;

  /** The maximum wait before the second attempt. These are the SDK's values. */
  private static final Duration BACKOFF = Duration.ofMillis(100);

  private static final Duration BACKOFF_IF_THROTTLED = Duration.ofSeconds(1);

  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(20);

  private static final int MOST_DOUBLINGS = 20;

  private AwsClientDefaults() {}

  /**
   * Which failures are retried, how often, and after which wait.
   *
   * @param also failures that are retried in addition to those of the SDK's rules
   */
  public static RetryStrategy retries(Predicate<Throwable> also) {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(ATTEMPTS)
        .backoffStrategy(exponential(BACKOFF))
        .throttlingBackoffStrategy(exponential(BACKOFF_IF_THROTTLED))
        .retryOnException(also)
        .build();
  }

  /**
   * A random wait up to a bound that doubles with each attempt, like the SDK's own strategy.
   *
   * @param first bound before the second attempt
   */
  private static BackoffStrategy exponential(Duration first) {
    return tries -> {
      if (tries <= 1) {
        return Duration.ZERO;
      }
      var bound = first.toMillis() << Math.min(tries - 2, MOST_DOUBLINGS);
      return Duration.ofMillis(Jitter.below(Math.min(bound, LONGEST_BACKOFF.toMillis())));
    };
  }

  /** An HTTP client for requests that may be repeated. */
  public static SdkHttpClient http() {
    return repeating(httpBuilder());
  }

  /** The same for a server whose certificate only these managers trust. */
  public static SdkHttpClient http(TrustManager[] trust) {
    return repeating(httpBuilder().tlsTrustManagersProvider(() -> trust));
  }

  private static SdkHttpClient repeating(UrlConnectionHttpClient.Builder http) {
    return new StaleConnectionRetry(http.build(), IdleConnections.OF_THE_JDK);
  }

  private static UrlConnectionHttpClient.Builder httpBuilder() {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ);
  }

  /**
   * The credentials provider. Lambda sets credentials in the environment, or with SnapStart a URL
   * that returns them, because the environment is part of the snapshot. Nothing is fetched here.
   */
  public static AwsCredentialsProvider credentials(Map<String, String> environment) {
    var variables = new AwsVariables(environment);
    if (variables.get("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()) {
      return ContainerCredentialsProvider.builder().build();
    }
    return variables.get("AWS_ACCESS_KEY_ID").isPresent()
        ? EnvironmentVariableCredentialsProvider.create()
        : DefaultCredentialsProvider.builder().build();
  }
}
