package objectledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Whoever receives the workflow's calls: one POST, one answer, in time and of bounded size. It uses
 * the client that S3 has loaded already, which follows no redirect and sends nothing twice.
 */
final class Receiver {
  /** More than any token, so that one which is repeated at the beginning is seen whole. */
  private static final int MAX_ANSWER = 16 << 10;

  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final Workflow workflow;
  private final Punctual punctual = new Punctual("the workflow");
  private SdkHttpClient client;

  Receiver(Workflow workflow) {
    this.workflow = workflow;
  }

  /**
   * Sends a POST.
   *
   * @throws UncheckedIOException if there was no answer
   * @throws Unfinished if there was none in time
   */
  Answer post(String body, Map<String, String> headers, Duration limit) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(workflow.url())
            .putHeader("Accept", "application/json")
            .putHeader("Content-Length", Integer.toString(bytes.length))
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", "object-ledger");
    headers.forEach(request::putHeader);
    var call =
        client()
            .prepareRequest(
                HttpExecuteRequest.builder()
                    .request(request.build())
                    .contentStreamProvider(() -> new ByteArrayInputStream(bytes))
                    .build());
    try {
      return punctual.call(
          limit,
          () -> {
            try {
              var answer = call.call();
              var head = answer.httpResponse();
              return new Answer(
                  head.statusCode(),
                  head.firstMatchingHeader("Retry-After").orElse(""),
                  answer.responseBody().map(Receiver::beginning).orElse(""));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (Unfinished e) {
      call.abort();
      throw e;
    }
  }

  /** The status counts, whatever becomes of the body. */
  private static String beginning(AbortableInputStream body) {
    try {
      return new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    } finally {
      // Not closed: that would read what is left of it.
      body.abort();
    }
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
