package objectledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.changes.TestPostgres;
import objectledger.json.JsonWriter;
import objectledger.lambda.Sha256;

/**
 * Measures how the changes function starts, cold and out of a snapshot, until the rows of its first
 * batch are in a real PostgreSQL. S3, from which it reads its declarations, is a stub without TLS.
 */
final class ChangesStarts {
  private static final int ROUNDS = 7;
  private static final int MEGABYTES = 1_024;
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
  private static final String PASSWORD = "of-the-bench";

  private final Launch.Place place;
  private final Map<String, String> settings;
  private final Figures figures = new Figures();
  private int batches;

  private ChangesStarts(Launch.Place place, String key) {
    this.place = place;
    this.settings =
        Map.of(
            "CHANGES_BUCKET", "changes-bucket",
            "DECLARATIONS", key,
            "DATABASE_USER", "starts",
            "DATABASE_PASSWORD", PASSWORD,
            "LOG_LEVEL", "ERROR");
  }

  /**
   * Measures.
   *
   * @param arguments a folder with the unpacked zip of the changes function in {@code changes}; the
   *     runtime client's; and that of the bench's own files
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    try (var database = TestPostgres.create()) {
      database.run(
          "CREATE ROLE starts LOGIN PASSWORD '" + PASSWORD + "'",
          "CREATE TABLE orders (order_id text COLLATE \"C\" PRIMARY KEY, seq text COLLATE \"C\""
              + " NOT NULL, deleted boolean NOT NULL, data jsonb)",
          "GRANT SELECT, INSERT, UPDATE ON orders TO starts");
      var declarations = declarations(database);
      var s3 = s3(declarations);
      try {
        var endpoint = "http://127.0.0.1:" + s3.getAddress().getPort();
        var place =
            new Launch.Place(
                Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), endpoint);
        var key = "declared/" + Sha256.hex(declarations) + ".json";
        var starts = new ChangesStarts(place, key);
        for (var round = 0; round < ROUNDS; round++) {
          starts.cold();
          starts.restored();
        }
        starts.print(database.query("SELECT count(*) FROM orders").getFirst().getFirst());
      } finally {
        s3.stop(0);
      }
    }
  }

  private static byte[] declarations(TestPostgres database) {
    var target =
        Map.of(
            "dialect", "postgresql",
            "host", "127.0.0.1",
            "port", database.port(),
            "database", TestPostgres.DATABASE,
            "schema", "public",
            "table", "orders",
            "ca", database.ca(),
            "user", "DATABASE_USER",
            "password", "DATABASE_PASSWORD");
    var columns =
        Map.of(
            "pooler",
            false,
            "connect_seconds",
            5,
            "statement_seconds",
            20,
            "keys",
            List.of(Map.of("name", "order_id", "path", "$.order_id", "type", "text")),
            "columns",
            List.of(Map.of("name", "data", "path", "$", "type", "json")));
    var all = new TreeMap<String, Object>(target);
    all.putAll(columns);
    var label = Map.of("source", TABLE, "format", "dynamodb", "epoch", 0, "target", all);
    return JsonWriter.toLine(Map.of("labels", Map.of("orders", label)));
  }

  private static HttpServer s3(byte[] declarations) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, declarations));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, byte[] declarations) throws IOException {
    try (exchange) {
      var isRead = exchange.getRequestMethod().equals("GET");
      exchange.sendResponseHeaders(200, isRead ? declarations.length : -1);
      if (isRead) {
        exchange.getResponseBody().write(declarations);
      }
    }
  }

  private void cold() throws IOException {
    try (var function = new LambdaProcess(place.of(Variant.CHANGES, MEGABYTES).with(settings))) {
      var init = function.init();
      var first = function.handle(batch());
      figures.add("init", init);
      figures.add("first", first);
      figures.add("start", init + first);
    }
  }

  /** The time that AWS takes to load the snapshot is not in this. */
  private void restored() throws IOException {
    var launch = place.of(Variant.CHANGES, MEGABYTES).with(settings).forSnapshot();
    try (var function = new LambdaProcess(launch)) {
      function.checkpoint();
      var restore = function.restore();
      var first = function.handle(batch());
      figures.add("restore", restore);
      figures.add("restored.first", first);
      figures.add("restored", restore + first);
    }
  }

  /** A batch of one change of an item of its own. */
  private String batch() {
    batches++;
    return """
    {"Records":[{"eventID":"%1$s","eventName":"INSERT","eventSource":"aws:dynamodb",\
    "eventSourceARN":"%2$s/stream/2026-01-01T00:00:00.000","dynamodb":{\
    "Keys":{"order_id":{"S":"o-%1$s"}},"NewImage":{"order_id":{"S":"o-%1$s"},"total":{"N":"1.5"}},\
    "SequenceNumber":"10000000000000000000%1$s","StreamViewType":"NEW_IMAGE"}}]}\
    """
        .formatted(batches, TABLE);
  }

  private void print(String rows) {
    if (!rows.equals(Integer.toString(batches))) {
      throw new IllegalStateException(
          "%s batches of one change, and %s rows".formatted(batches, rows));
    }
    System.out.println(
        "| start of the function | until it asks for a batch | the first batch | both |");
    System.out.println("| --- | --- | --- | --- |");
    System.out.println(row("cold", "init", "first", "start"));
    System.out.println(row("restored", "restore", "restored.first", "restored"));
  }

  private String row(String kind, String... names) {
    var cells = new StringBuilder("| " + kind);
    for (var name : names) {
      cells.append(" | ").append(Math.round(figures.median(name))).append(" ms");
    }
    return cells.append(" |").toString();
  }
}
