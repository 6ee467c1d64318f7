package objectledger.ops.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import objectledger.ops.CommandException;
import objectledger.ops.query.QueryStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proves that an answer of Trino is read to its end, and that its refusal is shown. */
class TrinoClientTest {
  private static final QueryStatement STATEMENT =
      new QueryStatement("story", "SELECT key FROM journal WHERE key = ?", List.of("key"));

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> pages = new ArrayDeque<>();
  private HttpServer server;
  private TrinoClient trino;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.createContext(
        "/",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          var page = pages.remove().replace("NEXT", address + "/next");
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            body.write(page.getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    trino = new TrinoClient(HttpClient.newHttpClient(), address, "object_ledger_dev");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void answerIsReadPageByPage() throws IOException {
    pages.addAll(
        List.of(
            "{\"nextUri\":\"NEXT\"}",
            "{\"columns\":[{\"name\":\"key\"},{\"name\":\"size\"}],\"data\":[[\"a\",5]],\"nextUri\":\"NEXT\"}",
            "{\"columns\":[{\"name\":\"key\"},{\"name\":\"size\"}],\"data\":[[\"b\",null]]}"));

    var answer = trino.run(STATEMENT, Map.of("key", "it's"));

    assertThat(answer.columns()).containsExactly("key", "size");
    assertThat(answer.rows()).containsExactly(List.of("a", "5"), Arrays.asList("b", null));
    assertThat(asked.remove())
        .isEqualTo("EXECUTE IMMEDIATE 'SELECT key FROM journal WHERE key = ?' USING 'it''s'");
  }

  @Test
  void refusalNamesTheStatementAndTheReason() {
    pages.add("{\"error\":{\"message\":\"line 1:8: Column 'key' cannot be resolved\"}}");

    assertThatThrownBy(() -> trino.run(STATEMENT, Map.of("key", "a")))
        .isInstanceOf(CommandException.class)
        .hasMessage("Trino cannot run story: line 1:8: Column 'key' cannot be resolved");
  }
}
