package objectledger.changes;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.lambda.Deadline;
import objectledger.parameters.ParameterProvider;

/**
 * A table of a test's own on a {@link TestPostgres}, with a user that may only do what the function
 * must do.
 */
record TestTable(TestPostgres server, Target target, String user, Map<String, String> secrets) {
  static final List<Column> KEY = List.of(new Column("id", "$.id", ColumnType.TEXT, 0, 0));
  static final List<Column> DATA = List.of(new Column("data", "$", ColumnType.JSON, 0, 0));

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** A table with a text key and one JSON column. */
  static TestTable json(TestPostgres server) throws SQLException {
    return create(server, KEY, DATA);
  }

  static TestTable create(TestPostgres server, List<Column> keys, List<Column> columns)
      throws SQLException {
    var name = "changes_" + NUMBERS.incrementAndGet();
    var target = target(server.port(), name, server.ca(), keys, columns);
    var password = "pass word'\"%" + name;
    server.run(
        TableDefinition.of(target),
        "CREATE ROLE " + name + " LOGIN PASSWORD '" + password.replace("'", "''") + "'",
        "GRANT SELECT, INSERT, UPDATE ON " + name + " TO " + name);
    var secrets = new HashMap<>(Map.of("DATABASE_USER", name, "DATABASE_PASSWORD", password));
    return new TestTable(server, target, name, secrets);
  }

  /** A table with a text key and one JSON column that is there, without its server. */
  static TestTable of(int port, String name, String ca, Map<String, String> secrets) {
    return new TestTable(null, target(port, name, ca, KEY, DATA), name, secrets);
  }

  private static Target target(
      int port, String name, String ca, List<Column> keys, List<Column> columns) {
    return new Target(
        Dialect.POSTGRESQL,
        "127.0.0.1",
        port,
        TestPostgres.DATABASE,
        "public",
        name,
        ca,
        "DATABASE_USER",
        "DATABASE_PASSWORD",
        false,
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        keys,
        columns);
  }

  /** The same table by another way, or with other times. */
  TestTable through(int port, Duration connect, Duration statement) {
    var changed =
        new Target(
            target.dialect(),
            target.host(),
            port,
            target.database(),
            target.schema(),
            target.table(),
            target.ca(),
            target.userParameter(),
            target.passwordParameter(),
            target.pooler(),
            connect,
            statement,
            target.keys(),
            target.columns());
    return new TestTable(server, changed, user, secrets);
  }

  /** The parameters, read from what {@link #secrets} has when they are read. */
  ParameterProvider parameters() {
    return new ParameterProvider(
        Map.of(),
        "context",
        Duration.ofMinutes(5),
        deadline ->
            new String(
                objectledger.json.JsonWriter.toLine(secrets),
                java.nio.charset.StandardCharsets.UTF_8),
        InstantSource.system());
  }

  SqlSink sink() {
    return SqlSink.of(target, parameters());
  }

  /** Time that ends when this much of it is over. */
  static Deadline within(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    return new Deadline(() -> (int) Math.max(0, (end - System.nanoTime()) / 1_000_000) + 500);
  }

  static Deadline soon() {
    return within(Duration.ofSeconds(30));
  }

  static String seq(long number) {
    var digits = Long.toString(number);
    return "0000-" + "0".repeat(40 - digits.length()) + digits;
  }

  static Row row(String key, long seq, String json) {
    return new Row(List.of(key), seq(seq), false, List.of(json));
  }

  static Row deletion(String key, long seq) {
    return new Row(
        List.of(key), seq(seq), true, new ArrayList<>(java.util.Collections.singletonList(null)));
  }

  /** Rows with different keys, in their order. */
  static List<Row> rows(int count, long seq) {
    var rows = new ArrayList<Row>();
    for (var i = 0; i < count; i++) {
      var digits = Integer.toString(100_000 + i);
      rows.add(row("key-" + digits, seq, "{\"n\":" + i + ",\"seq\":" + seq + "}"));
    }
    return rows;
  }

  List<List<String>> select(String columns) throws SQLException {
    return server.query("SELECT " + columns + " FROM " + target.table() + " ORDER BY 1");
  }

  long count() throws SQLException {
    return Long.parseLong(select("count(*)").getFirst().getFirst());
  }

  Set<String> names() {
    return Set.of(target.userParameter(), target.passwordParameter());
  }
}
