package objectledger.ops.engines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;
import objectledger.ops.query.QueryStatement;
import objectledger.ops.query.SqlText;

/**
 * Runs statements in Trino by its HTTP protocol: an answer comes page by page, each of which names
 * the next.
 *
 * @param database of the stack, in the catalog that Athena has
 */
record TrinoClient(HttpClient http, URI server, String database) {
  /** The catalog that the views of Glue name. */
  private static final String CATALOG = "awsdatacatalog";

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration START = Duration.ofMinutes(3);

  /** Ends a statement with Trino's own message. */
  private static final class RefusedException extends CommandException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Waits until the server runs statements, which is some seconds after it accepts them. */
  void awaitStart() {
    var probe =
        new QueryStatement("journal_whole", "SELECT count(*) FROM journal_whole", List.of());
    var deadline = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        var unused = run(probe, Map.of());
        return;
      } catch (IOException | RefusedException e) {
        if (System.nanoTime() > deadline) {
          throw new CommandException("Trino does not start: " + e.getMessage(), e);
        }
        pause();
      }
    }
  }

  /** Runs a statement with the values of its parameters. */
  Answer run(QueryStatement statement, Map<String, String> values) throws IOException {
    var started = System.nanoTime();
    var columns = new ArrayList<String>();
    var rows = new ArrayList<List<String>>();
    var request =
        HttpRequest.newBuilder(server.resolve("/v1/statement"))
            .header("X-Trino-User", "object-ledger")
            .header("X-Trino-Catalog", CATALOG)
            .header("X-Trino-Schema", database)
            .header("X-Trino-Time-Zone", "UTC")
            .POST(BodyPublishers.ofString(sql(statement, values)))
            .build();
    while (request != null) {
      var page = send(request);
      if (!page.get("error").isAbsent()) {
        var reason = page.get("error").get("message").textOrEmpty();
        throw new RefusedException("Trino cannot run %s: %s".formatted(statement.name(), reason));
      }
      if (columns.isEmpty() && !page.get("columns").isAbsent()) {
        page.get("columns").items().forEach(column -> columns.add(column.get("name").text()));
      }
      if (!page.get("data").isAbsent()) {
        page.get("data").items().forEach(row -> rows.add(texts(row)));
      }
      var next = page.get("nextUri");
      request = next.isAbsent() ? null : HttpRequest.newBuilder(URI.create(next.text())).build();
    }
    return new Answer(columns, rows, Duration.ofNanos(System.nanoTime() - started));
  }

  private static String sql(QueryStatement statement, Map<String, String> values) {
    var given = statement.values(values);
    return given.isEmpty()
        ? statement.text()
        : given.stream()
            .map(SqlText::quote)
            .collect(
                Collectors.joining(
                    ", ", "EXECUTE IMMEDIATE " + SqlText.quote(statement.text()) + " USING ", ""));
  }

  private JsonValue send(HttpRequest request) throws IOException {
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("Trino answers with status " + response.statusCode());
      }
      return new JsonValue("", JsonReader.read(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Trino was asked", e);
    }
  }

  private static List<String> texts(JsonValue row) {
    var texts = new ArrayList<String>();
    for (var value : row.items()) {
      texts.add(value.isAbsent() ? null : value.value().toString());
    }
    return texts;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Trino starts", e);
    }
  }
}
