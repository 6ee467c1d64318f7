package objectledger.workflow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import objectledger.lambda.DeadlineExceededException;
import objectledger.lambda.TimeLimiter;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The HTTP client of the workflow: one POST and one response, with limits of time and size. It uses
 * the HTTP client that is loaded for S3 anyway, which follows no redirect and does not repeat a
 * POST.
 */
public final class WorkflowClient {
  /** More than the longest token in its longest encoding, so that redaction sees it whole. */
  private static final int MAX_ANSWER = 128 << 10;

  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** The body only explains a failure, so it is not worth more time. */
  private static final Duration BODY = Duration.ofSeconds(2);

  private final WorkflowSettings workflow;
  private final TimeLimiter timeLimiter = new TimeLimiter("the workflow");
  private SdkHttpClient client;

  public WorkflowClient(WorkflowSettings workflow) {
    this.workflow = workflow;
  }

  /**
   * Sends a POST. The response counts as soon as its head has arrived. The body is read only if it
   * explains a failure, as far as it arrives in time.
   *
   * @param limit of the time until the head of the response has arrived
   */
  public WorkflowResponse post(String body, Map<String, String> headers, Duration limit) {
    var isSent = new AtomicBoolean();
    var call = request(body, headers, isSent);
    try {
      var response = timeLimiter.call(limit, () -> send(call));
      var status = response.httpResponse().statusCode();
      if (status < 100) {
        return WorkflowResponse.none("the status line has no status", true);
      }
      var retryAfter = response.httpResponse().firstMatchingHeader("Retry-After").orElse("");
      return WorkflowResponse.of(
          status, retryAfter, readPrefix(call, response, workflow.isSuccess(status)));
    } catch (UncheckedIOException e) {
      return WorkflowResponse.none(e.getCause().toString(), isSent.get());
    } catch (DeadlineExceededException e) {
      call.abort();
      return WorkflowResponse.none(e.getMessage(), isSent.get());
    }
  }

  /**
   * The request. The HTTP client opens the body after it has connected, which shows whether the
   * receiver can have received anything.
   */
  private ExecutableHttpRequest request(
      String body, Map<String, String> headers, AtomicBoolean isSent) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(workflow.url())
            .putHeader("Accept", "application/json")
            // A kept connection that the receiver has closed would look like a lost response.
            .putHeader("Connection", "close")
            .putHeader("Content-Length", Integer.toString(bytes.length))
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", "object-ledger");
    headers.forEach(request::putHeader);
    return client()
        .prepareRequest(
            HttpExecuteRequest.builder()
                .request(request.build())
                .contentStreamProvider(
                    () -> {
                      isSent.set(true);
                      return new ByteArrayInputStream(bytes);
                    })
                .build());
  }

  private static HttpExecuteResponse send(ExecutableHttpRequest call) {
    try {
      return call.call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the beginning of the body. The thread that reads it also aborts the connection, because
   * another thread would wait for the read to end. The stream is not closed, because that would
   * read the rest.
   */
  private String readPrefix(
      ExecutableHttpRequest call, HttpExecuteResponse response, boolean isSuccess) {
    var prefix = new ResponsePrefix(MAX_ANSWER);
    if (isSuccess) {
      call.abort();
      return prefix.text();
    }
    try {
      timeLimiter.call(
          BODY,
          () -> {
            response.responseBody().ifPresent(prefix::read);
            call.abort();
            return prefix;
          });
    } catch (DeadlineExceededException e) {
      // The part that has arrived is used.
    }
    return prefix.text();
  }

  private synchronized SdkHttpClient client() {
    if (client == null) {
      client =
          UrlConnectionHttpClient.builder()
              .connectionTimeout(CONNECT)
              .socketTimeout(workflow.timeout())
              .build();
    }
    return client;
  }
}
