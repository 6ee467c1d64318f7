package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proves what a batch does to the rows of a real PostgreSQL, in one round trip. */
class SqlSinkTest {
  private static final TestPostgres SERVER = TestPostgres.shared();

  private static List<RejectedRow> write(TestTable table, Row... rows) {
    try (var sink = table.sink()) {
      return sink.write(List.of(rows), TestTable.soon());
    }
  }

  @Test
  void newerChangesReplaceOlderOnesAndOlderOrRepeatedOnesChangeNothing() throws SQLException {
    var table = TestTable.json(SERVER);

    write(table, TestTable.row("a", 5, "{\"v\":5}"), TestTable.row("b", 5, "{\"v\":5}"));
    write(table, TestTable.row("a", 4, "{\"v\":4}"), TestTable.row("b", 6, "{\"v\":6}"));
    write(table, TestTable.row("a", 5, "{\"v\":\"again\"}"));

    assertThat(table.select("id, seq, data"))
        .containsExactly(
            List.of("a", TestTable.seq(5), "{\"v\": 5}"),
            List.of("b", TestTable.seq(6), "{\"v\": 6}"));
  }

  @Test
  void aLateInsertResurrectsNothing() throws SQLException {
    var table = TestTable.json(SERVER);

    write(table, TestTable.deletion("a", 7));
    write(table, TestTable.row("a", 6, "{}"));

    assertThat(table.select("id, deleted, data")).containsExactly(Arrays.asList("a", "t", null));

    write(table, TestTable.row("a", 8, "{\"born\":\"again\"}"));

    assertThat(table.select("deleted, data"))
        .containsExactly(List.of("f", "{\"born\": \"again\"}"));
  }

  @Test
  void aGreaterEpochWinsWhateverItsNumber() throws SQLException {
    var table = TestTable.json(SERVER);
    var old = TestTable.seq(999_999);
    var next = "0001-" + "0".repeat(40);

    write(table, new Row(List.of("a"), old, false, List.of("{}")));
    write(table, new Row(List.of("a"), next, false, List.of("{\"epoch\":1}")));

    assertThat(table.select("seq")).containsExactly(List.of(next));
  }

  @Test
  void aBatchIsOneRoundTrip() throws Exception {
    var table = TestTable.json(SERVER);
    try (var proxy = new TcpProxy(SERVER.port())) {
      var limit = Duration.ofSeconds(5);
      try (var sink = table.through(proxy.port(), limit, limit).sink()) {
        sink.write(TestTable.rows(1, 1), TestTable.soon());
        proxy.roundTrips();

        sink.write(TestTable.rows(1_000, 2), TestTable.soon());

        assertThat(proxy.roundTrips()).isEqualTo(1);
      }
    }
    assertThat(table.count()).isEqualTo(1_000);
  }

  @Test
  void writesEachTypeAsItIsDeclared() throws SQLException {
    var keys =
        List.of(
            new Column("id", "$.id", ColumnType.BIGINT, 0, 0),
            new Column("part", "$.part", ColumnType.NUMERIC, 0, 0));
    var columns = new ArrayList<Column>();
    for (var type : ColumnType.values()) {
      columns.add(new Column(type.name().toLowerCase(java.util.Locale.ROOT), "$", type, 0, 0));
    }
    columns.add(new Column("money", "$", ColumnType.NUMERIC, 38, 2));
    var table = TestTable.create(SERVER, keys, columns);
    var values =
        List.of(
            "9223372036854775807",
            "true",
            "2026-02-28",
            "0.1",
            "-2147483648",
            "{\"a\":[1.10,null]}",
            "12345678901234567890123456789012345678",
            "it's \"quoted\", {braced}, NULL and \\ slashed\n",
            "2026-11-28T01:02:03.456789Z",
            "123456789012345678901234567890123456.78");

    write(table, new Row(List.of("-7", "1.5"), TestTable.seq(1), false, values));
    var nulls = Collections.<String>nCopies(values.size(), null);
    write(table, new Row(List.of("8", "1"), TestTable.seq(1), true, nulls));

    try (var stored = new TargetTable(table.target(), table.parameters())) {
      var row = stored.find(List.of("-7", "1.50"), TestTable.soon()).orElseThrow();
      assertThat(row.values().subList(0, 8))
          .containsExactly(
              "9223372036854775807",
              "t",
              "2026-02-28",
              "0.1",
              "-2147483648",
              "{\"a\": [1.10, null]}",
              "12345678901234567890123456789012345678",
              "it's \"quoted\", {braced}, NULL and \\ slashed\n");
      assertThat(row.values().get(9)).isEqualTo("123456789012345678901234567890123456.78");
      assertThat(stored.find(List.of("8", "1"), TestTable.soon()).orElseThrow().values())
          .containsOnlyNulls();
      assertThat(stored.find(List.of("8", "2"), TestTable.soon())).isEmpty();
    }
    assertThat(table.select("id, timestamp = '2026-11-28T01:02:03.456789Z'"))
        .contains(List.of("-7", "t"));
  }

  @Test
  void aNameThatIsAKeywordOrHasAQuoteIsAName() throws SQLException {
    var keys = List.of(new Column("order", "$", ColumnType.TEXT, 0, 0));
    var columns = List.of(new Column("select \"x\"", "$", ColumnType.TEXT, 0, 0));
    var table = TestTable.create(SERVER, keys, columns);

    write(table, new Row(List.of("a"), TestTable.seq(1), false, List.of("text")));

    assertThat(table.select("\"select \"\"x\"\"\"")).containsExactly(List.of("text"));
  }
}
