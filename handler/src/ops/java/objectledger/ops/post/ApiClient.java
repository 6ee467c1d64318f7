package objectledger.ops.post;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import objectledger.ops.CommandException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends requests to the ingress API. It is the JDK's client, because that of the SDK loses the body
 * of a 401. It repeats nothing: a second post would be a second document.
 */
final class ApiClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** API Gateway gives up a request after 29 seconds. */
  private static final Duration ANSWER = Duration.ofSeconds(40);

  /** The client sets these itself. */
  private static final Set<String> OWN = Set.of("host", "content-length");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .proxy(new EnvironmentProxy(System.getenv()))
          .build();

  private final URI base;
  private final Authorization authorization;
  private final String apiKey;

  /**
   * A client.
   *
   * @param base the address of the stage
   * @param apiKey the client's key; empty where it has none
   */
  ApiClient(URI base, Authorization authorization, String apiKey) {
    this.base = base;
    this.authorization = authorization;
    this.apiKey = apiKey;
  }

  /** Posts a document. */
  ApiResponse post(String table, byte[] body, String contentType) throws IOException {
    var request =
        request(SdkHttpMethod.POST, "table/%s/object".formatted(table))
            .putHeader("Content-Type", contentType);
    return send(request.build(), body);
  }

  /** Asks what became of a document. */
  ApiResponse status(String table, String id) throws IOException {
    return send(
        request(SdkHttpMethod.GET, "table/%s/object/%s".formatted(table, id)).build(), new byte[0]);
  }

  /** The address to which documents of a table are posted. */
  URI address(String table) {
    return URI.create("%s/table/%s/object".formatted(base, table));
  }

  private SdkHttpRequest.Builder request(SdkHttpMethod method, String path) {
    var request =
        SdkHttpRequest.builder().method(method).uri(URI.create("%s/%s".formatted(base, path)));
    return apiKey.isEmpty() ? request : request.putHeader("x-api-key", apiKey);
  }

  private ApiResponse send(SdkHttpRequest plain, byte[] body) throws IOException {
    var request = authorization.authorize(plain, body);
    var built =
        HttpRequest.newBuilder(request.getUri())
            .timeout(ANSWER)
            .method(
                request.method().name(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    request.forEachHeader(
        (name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> header(built, name, value));
          }
        });
    try {
      var response = http.send(built.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new ApiResponse(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the API was to answer");
    } catch (IOException e) {
      throw new IOException("the API cannot be reached at %s: %s".formatted(base, e), e);
    }
  }

  private static void header(HttpRequest.Builder request, String name, String value) {
    try {
      request.header(name, value);
    } catch (IllegalArgumentException e) {
      // Its message shows the value, which may be a token.
      throw new CommandException(
          "the header %s cannot have its value: CONTENT_TYPE, TOKEN and API_KEY have no line breaks"
              .formatted(name));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
