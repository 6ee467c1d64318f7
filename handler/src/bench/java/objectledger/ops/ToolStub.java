package objectledger.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** An HTTP server in this process in the place of a service of AWS, with a fixed latency. */
public final class ToolStub implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Service service;

  /** Responds to a request with a body. */
  @FunctionalInterface
  public interface Service {
    byte[] respond(HttpExchange request) throws IOException;
  }

  /**
   * Starts a service.
   *
   * @param latency of each response
   */
  public ToolStub(Duration latency, Service service) {
    this.service = service;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> respond(exchange, latency));
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The alias of a function that this service is, as the tools invoke it. */
  public FunctionInvoker alias() {
    return new LambdaInvoker(
        FakeAws.client(LambdaClient.builder(), url()), "object-ledger", "live");
  }

  private void respond(HttpExchange exchange, Duration latency) throws IOException {
    try (exchange) {
      var body = service.respond(exchange);
      Thread.sleep(latency);
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
