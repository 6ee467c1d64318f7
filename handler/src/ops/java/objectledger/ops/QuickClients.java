package objectledger.ops;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The SDK's clients for a screen that a person waits for. A call that gets no response within a
 * second is not tried again, because the next one would not either; a busy service is asked twice.
 */
public record QuickClients(Region region) {
  private static final Duration CALL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A client of a service. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    var retries =
        StandardRetryStrategy.builder()
            .maxAttempts(2)
            .retryOnException(QuickClients::isBusy)
            .backoffStrategy(BackoffStrategy.fixedDelay(PAUSE))
            .throttlingBackoffStrategy(BackoffStrategy.fixedDelay(PAUSE))
            .circuitBreakerEnabled(false)
            .useClientDefaults(false)
            .build();
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CALL).socketTimeout(CALL))
        .overrideConfiguration(
            builder.overrideConfiguration().toBuilder()
                .retryStrategy(retries)
                .addExecutionInterceptor(new UnreachableEndpoint())
                .build())
        .region(region)
        .build();
  }

  private static boolean isBusy(Throwable failure) {
    return failure instanceof SdkServiceException refusal
        && (refusal.statusCode() >= 500 || refusal.isThrottlingException());
  }
}
