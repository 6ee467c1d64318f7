package objectledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's Runtime API for one process, as far as a benchmark needs it, with the part that belongs
 * to snapshots and the credentials that a restored function is given.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">the API</a>
 */
final class RuntimeApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What a process may do. */
  enum Kind {
    NEXT,
    RESTORE,
    ANSWER,
    ERROR
  }

  /** Something that the process did, and when. */
  record Step(Kind kind, long nanoTime, String body) {}

  private final HttpServer server;
  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> restored = new LinkedBlockingQueue<>();

  RuntimeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Hands out the next event. */
  void send(String event) {
    events.add(event);
  }

  /** Lets the process go on, as if its snapshot had been taken and loaded again. */
  void restore() {
    restored.add(true);
  }

  /** Waits for what the process does next, which must be this. */
  Step await(Kind expected) {
    try {
      var step = steps.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (step == null || step.kind() != expected) {
        throw new IllegalStateException(
            "expected %s of the function, got %s; functions.log has what it printed"
                .formatted(expected, step));
      }
      return step;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    var now = System.nanoTime();
    var path = exchange.getRequestURI().getPath();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try (exchange) {
      if (path.endsWith("/invocation/next")) {
        steps.add(new Step(Kind.NEXT, now, ""));
        next(exchange);
      } else if (path.endsWith("/restore/next")) {
        steps.add(new Step(Kind.RESTORE, now, ""));
        restored.take();
        reply(exchange, 200, "");
      } else if (path.equals("/credentials")) {
        reply(exchange, 200, CREDENTIALS);
      } else {
        steps.add(new Step(path.endsWith("/response") ? Kind.ANSWER : Kind.ERROR, now, body));
        reply(exchange, 202, "{\"status\":\"OK\"}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    var event = events.take();
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:eu-west-1:123456789012:function:object-ledger:live");
    // Without it the client for Java crashes.
    headers.set(
        "Lambda-Runtime-Trace-Id",
        "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0");
    headers.set("Content-Type", "application/json");
    reply(exchange, 200, event);
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static final String CREDENTIALS =
      """
      {"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"example","Token":"example",\
      "Expiration":"2099-01-01T00:00:00Z"}""";

  @Override
  public void close() {
    server.stop(0);
  }
}
