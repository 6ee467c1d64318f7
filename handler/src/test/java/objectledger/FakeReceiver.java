package objectledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** A server on loopback that records what it is asked, and answers 200 unless told otherwise. */
public final class FakeReceiver implements AutoCloseable {

  /**
   * A request that came in.
   *
   * @param headers by lower-case name
   */
  public record Request(String method, String target, Map<String, String> headers, String body) {}

  /** How a request is answered. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final Deque<Behaviour> next = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();
  private Behaviour always = status(200, "");

  public FakeReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/run?flow=7");
  }

  public static Behaviour status(int status, String body, String... headers) {
    return exchange -> {
      for (var i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Answers the next requests so, one each. */
  public synchronized void next(Behaviour... behaviours) {
    next.addAll(List.of(behaviours));
  }

  public synchronized void always(Behaviour behaviour) {
    next.clear();
    always = behaviour;
  }

  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new TreeMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((k, v) -> headers.put(k.toLowerCase(Locale.ROOT), v.getFirst()));
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var target = exchange.getRequestURI().toString();
      behaviour(new Request(exchange.getRequestMethod(), target, headers, body)).answer(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Behaviour behaviour(Request request) {
    requests.add(request);
    return next.isEmpty() ? always : next.remove();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
