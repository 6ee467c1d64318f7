package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import objectledger.json.JsonWriter;
import objectledger.parameters.ParameterProvider;

/**
 * The function with a table of a real PostgreSQL behind a network that can fail. It counts on: each
 * batch has a newer change of each of the same keys.
 */
final class FaultyDatabase implements AutoCloseable {
  static final int CHANGES = 200;

  private static final Pattern FAULT =
      Pattern.compile("\"fault\":\"([A-Z]+)\"[^\n]*SQLSTATE ([0-9A-Z]{5})");

  final TestPostgres server;
  final TestTable table;
  final TcpProxy network;

  /** How far the function's clock is ahead. */
  Duration later = Duration.ZERO;

  private final SqlSink sink;
  private final ChangesFixture function;
  private final List<Connection> others = new ArrayList<>();
  private int batches;

  FaultyDatabase(TestPostgres server) throws IOException, SQLException {
    this.server = server;
    this.network = new TcpProxy(server.port());
    var second = Duration.ofSeconds(1);
    this.table = TestTable.json(server).through(network.port(), second, second.multipliedBy(3));
    var parameters =
        new ParameterProvider(
            java.util.Map.of(),
            "context",
            Duration.ofMinutes(5),
            deadline ->
                new String(
                    JsonWriter.toLine(table.secrets()), java.nio.charset.StandardCharsets.UTF_8),
            () -> Instant.now().plus(later));
    this.sink = SqlSink.of(table.target(), parameters);
    this.function = new ChangesFixture(ChangesFixture.declarations(), sink);
  }

  /** Delivers the next batch once. */
  String deliverNext() {
    batches++;
    return deliver(batches);
  }

  /** Delivers a batch; what the function answers, with the cause that it logs. */
  private String deliver(int batch) {
    var records = new ArrayList<String>();
    for (var i = 0; i < CHANGES; i++) {
      var id = "{\"id\":{\"S\":\"k" + i + "\"}";
      var number = Integer.toString(batch * CHANGES + i);
      var image = id + ",\"v\":{\"N\":\"" + batch + "\"}}";
      records.add(StreamEvents.dynamo("MODIFY", number, id + "}", image));
    }
    function.logged.reset();
    var answer = function.answer(StreamEvents.batch(records));
    if (answer.equals("{\"batchItemFailures\":[]}")) {
      return "written";
    }
    assertThat(answer)
        .as("the answer, which names the first record")
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + batch * CHANGES + "\"}]}");
    var cause = FAULT.matcher(function.log());
    assertThat(cause.find()).as(function.log()).isTrue();
    return cause.group(1) + ", " + cause.group(2);
  }

  /** Delivers the last batch until it is written, as a stream does. */
  void deliverAgain() {
    var tries = 0;
    while (!deliver(batches).equals("written")) {
      assertThat(++tries).as(function.log()).isLessThan(40);
    }
  }

  /** Every row has its newest change, and what comes again changes no row. */
  void checkAll() throws SQLException {
    assertThat(table.select("count(*), min(data->>'v'), max(data->>'v')"))
        .containsExactly(
            List.of(
                Integer.toString(CHANGES), Integer.toString(batches), Integer.toString(batches)));
    var rows = table.select("id, xmin, ctid, seq");
    for (var batch = 1; batch <= batches; batch++) {
      assertThat(deliver(batch)).isEqualTo("written");
    }
    assertThat(table.select("id, xmin, ctid, seq")).isEqualTo(rows);
    assertThat(function.objects).as("refused").isEmpty();
  }

  /** Another client with an open transaction. */
  Connection other() throws SQLException {
    var connection = server.connect();
    connection.setAutoCommit(false);
    others.add(connection);
    return connection;
  }

  /** Ends the transactions of all other clients. */
  void endOthers() throws SQLException {
    for (var connection : others) {
      connection.close();
    }
    others.clear();
  }

  /** Ends the function's connection as an operator does. */
  void terminate() throws SQLException {
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
            + table.user()
            + "'");
  }

  @Override
  public void close() throws IOException, SQLException {
    endOthers();
    sink.close();
    network.close();
  }
}
