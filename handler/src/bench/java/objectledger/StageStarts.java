package objectledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import objectledger.changes.TestPostgres;
import objectledger.json.JsonWriter;
import objectledger.lambda.Sha256;

/**
 * Measures how the functions of the stages start, cold and out of a snapshot: until the rows of a
 * document are in S3, and until the row of a change is in a real PostgreSQL.
 */
final class StageStarts {
  private static final int MEGABYTES = 1_024;
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
  private static final String PASSWORD = "of-the-bench";
  private static final String DOCUMENT = "id=00000000-0000-4000-8000-000000000000";

  private final Launch.Place place;
  private final Stub stub;
  private final Figures figures;
  private final Map<String, String> documents;
  private final Map<String, String> changes;
  private int batches;

  /**
   * Declares a table for each.
   *
   * @param objects the folder of what the stub answers a GET with
   */
  StageStarts(Launch.Place place, Stub stub, Figures figures, Path objects, TestPostgres database)
      throws IOException, SQLException {
    this.place = place;
    this.stub = stub;
    this.figures = figures;
    Files.writeString(objects.resolve(DOCUMENT), "{\"OrderId\":1,\"Total\":1.50}");
    var tables = Map.of("orders", Map.of("columns", Map.of("order_id", "bigint")));
    this.documents =
        Map.of(
            "INGRESS_BUCKET", "ingress-bucket",
            "LAKE_BUCKET", "lake-bucket",
            "MAX_DOCUMENT_BYTES", "1048576",
            "DECLARATIONS", declared(objects, JsonWriter.toLine(Map.of("tables", tables))));
    database.run(
        "CREATE ROLE starts LOGIN PASSWORD '" + PASSWORD + "'",
        "CREATE TABLE orders (order_id text COLLATE \"C\" PRIMARY KEY, seq text COLLATE \"C\""
            + " NOT NULL, deleted boolean NOT NULL, data jsonb)",
        "GRANT SELECT, INSERT, UPDATE ON orders TO starts");
    this.changes =
        Map.of(
            "CHANGES_BUCKET",
            "changes-bucket",
            "DECLARATIONS",
            declared(objects, changes(database)),
            "DATABASE_USER",
            "starts",
            "DATABASE_PASSWORD",
            PASSWORD);
  }

  /** Those of a round. */
  List<Bench.Measurement> measurements() {
    var read = place.of(Variant.DOCUMENTS, MEGABYTES).with(documents);
    var written = place.of(Variant.CHANGES, MEGABYTES).with(changes);
    return List.of(
        () -> cold(read, StageStarts::document),
        () -> restored(read, StageStarts::document),
        () -> cold(written, this::batch),
        () -> restored(written, this::batch));
  }

  private static String declared(Path objects, byte[] declarations) throws IOException {
    var name = Sha256.hex(declarations) + ".json";
    Files.write(objects.resolve(name), declarations);
    return "declared/" + name;
  }

  private static byte[] changes(TestPostgres database) {
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

  private void cold(Launch launch, Supplier<String> event) throws IOException {
    var name = launch.variant().folder;
    try (var function = new LambdaProcess(launch)) {
      var init = function.init();
      var first = function.handle(event.get());
      figures.add(name + ".init_ms", init);
      figures.add(name + ".first_ms", first);
      figures.add(name + ".start_ms", init + first);
      figures.add(name + ".start_rss_mb", function.residentMegabytes("VmRSS"));
    }
  }

  /** The time that AWS takes to load the snapshot is not in this. */
  private void restored(Launch launch, Supplier<String> event) throws IOException {
    try (var function = new LambdaProcess(launch.forSnapshot())) {
      function.checkpoint();
      stub.drop();
      var restore = function.restore();
      figures.add(launch.variant().folder + ".restored_ms", restore + function.handle(event.get()));
    }
  }

  private static String document() {
    return """
    {"version":"0","source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":\
    "ingress-bucket"},"object":{"key":"%s","size":27,"version-id":"v1"}}}\
    """
        .formatted(DOCUMENT);
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
}
