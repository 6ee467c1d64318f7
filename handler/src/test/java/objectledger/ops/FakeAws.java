package objectledger.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * An HTTP server in the place of a service of AWS: it notes requests, and gives what it is told.
 */
public final class FakeAws implements AutoCloseable {
  private final List<Request> requests = new ArrayList<>();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final HttpServer server;

  /** What came over the wire. */
  public record Request(String method, String path, String query, Headers headers, byte[] body) {
    /** The method, the path and the query. */
    public String line() {
      return method + " " + path + (query == null ? "" : "?" + query);
    }

    public String text() {
      return new String(body, UTF_8);
    }
  }

  private record Reply(int status, Map<String, String> headers, byte[] body) {}

  public FakeAws() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** The next reply. */
  public FakeAws reply(int status, String body) {
    return reply(status, Map.of(), body.getBytes(UTF_8));
  }

  public FakeAws reply(int status, Map<String, String> headers, byte[] body) {
    replies.add(new Reply(status, headers, body));
    return this;
  }

  public List<Request> requests() {
    return requests;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A tool's client of this service, which does not wait between attempts. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, url());
  }

  /** The same of a service that is somewhere else. */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, URI url) {
    return AwsClients.configure(builder, attempt -> Duration.ZERO, Duration.ofSeconds(10))
        .region(Region.EU_WEST_1)
        .endpointOverride(url)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
        .build();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            uri.getRawPath(),
            uri.getRawQuery(),
            exchange.getRequestHeaders(),
            exchange.getRequestBody().readAllBytes()));
    var reply = replies.remove();
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(
        reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
    exchange.getResponseBody().write(reply.body());
    exchange.close();
  }
}
