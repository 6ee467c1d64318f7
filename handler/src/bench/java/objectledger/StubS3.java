package objectledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Answers the function's requests as fast as it can: a HEAD of anything, and every PUT. It runs as
 * a process of its own, so that its work is not counted as the function's.
 */
final class StubS3 {
  private StubS3() {}

  /** Prints its port, then answers until its standard input ends, then prints what it was asked. */
  public static void main(String[] arguments) throws IOException {
    var heads = new LongAdder();
    var puts = new LongAdder();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          (exchange.getRequestMethod().equals("HEAD") ? heads : puts).increment();
          answer(exchange);
        });
    server.start();
    System.out.println(server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Whoever started it is still at work.
    }
    System.out.println(heads + " HEAD, " + puts + " PUT");
    server.stop(0);
    System.exit(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var headers = exchange.getResponseHeaders();
      headers.set("ETag", "\"5d41402abc4b2a76b9719d911017c592\"");
      headers.set("Last-Modified", "Sat, 31 Jan 2026 12:00:00 GMT");
      headers.set("Content-Type", "text/plain");
      headers.set("x-amz-server-side-encryption", "AES256");
      headers.set("x-amz-version-id", "v1");
      exchange.sendResponseHeaders(200, -1);
    }
  }
}
