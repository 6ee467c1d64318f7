package objectledger.aws;

import java.io.IOException;
import java.time.Duration;
import objectledger.lambda.DeadlineExceededException;
import software.amazon.awssdk.core.Response;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Retries a call by the SDK's retry strategy, which decides whether a failure is retryable, how
 * many attempts are made, how long to wait, and when a high failure rate stops retries.
 */
final class Retry {
  /** All calls share one retry quota. */
  private static final String SCOPE = "S3";

  private final RetryStrategy strategy;

  Retry(RetryStrategy strategy) {
    this.strategy = strategy;
  }

  /** One attempt of a call. */
  @FunctionalInterface
  interface Attempt<R> {
    Response<R> make() throws IOException;
  }

  /**
   * Makes a call with retries.
   *
   * @throws SdkException the last failure, with the number of attempts
   * @throws DeadlineExceededException if the thread was interrupted, because its time is over
   */
  <R> R execute(Attempt<R> attempt) {
    var token = strategy.acquireInitialToken(AcquireInitialTokenRequest.create(SCOPE)).token();
    for (var attempts = 1; ; attempts++) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
      var retryAfter = Duration.ZERO;
      SdkException failure;
      try {
        var response = attempt.make();
        if (response.isSuccess()) {
          strategy.recordSuccess(RecordSuccessRequest.create(token));
          return response.response();
        }
        failure = response.exception();
        retryAfter = retryAfter(response.httpResponse());
      } catch (SdkException e) {
        failure = e;
      } catch (IOException e) {
        failure = SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e);
      }
      token =
          awaitNextAttempt(failure.toBuilder().numAttempts(attempts).build(), token, retryAfter);
    }
  }

  /** Waits before the next attempt, if the strategy allows one. */
  private RetryToken awaitNextAttempt(SdkException failure, RetryToken token, Duration retryAfter) {
    try {
      var next =
          strategy.refreshRetryToken(
              RefreshRetryTokenRequest.builder()
                  .token(token)
                  .failure(failure)
                  .suggestedDelay(retryAfter)
                  .build());
      Thread.sleep(next.delay());
      return next.token();
    } catch (TokenAcquisitionFailedException e) {
      throw failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private static DeadlineExceededException interrupted() {
    return new DeadlineExceededException("it was interrupted before S3 was asked");
  }

  private static Duration retryAfter(SdkHttpResponse response) {
    return response
        .firstMatchingHeader("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,4}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }
}
