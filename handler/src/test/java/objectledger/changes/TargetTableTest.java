package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import objectledger.lambda.FailureException;
import org.junit.jupiter.api.Test;

/** Proves what the tools read and delete in a table of a real PostgreSQL. */
class TargetTableTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("a", "$.a", ColumnType.BIGINT, 0, 0),
          new Column("b", "$.b", ColumnType.BOOLEAN, 0, 0),
          new Column("c", "$.c", ColumnType.DATE, 0, 0),
          new Column("d", "$.d", ColumnType.DOUBLE, 0, 0),
          new Column("e", "$.e", ColumnType.INTEGER, 0, 0),
          new Column("f", "$.f", ColumnType.JSON, 0, 0),
          new Column("g", "$.g", ColumnType.NUMERIC, 12, 2),
          new Column("h", "$.h", ColumnType.TEXT, 0, 0),
          new Column("i", "$.i", ColumnType.TIMESTAMP, 0, 0));

  @Test
  void createdTableHasTheTypesOfItsDefinition() throws Exception {
    var table = TestTable.create(TestPostgres.shared(), TestTable.KEY, COLUMNS);

    try (var stored = new TargetTable(table.target(), table.parameters())) {
      assertThat(stored.columns(TestTable.soon()))
          .containsExactlyEntriesOf(TableDefinition.types(table.target()));
    }
  }

  @Test
  void removesTheRowOfAKeyOnlyAndSaysWhereThatIsNotAllowed() throws Exception {
    var server = TestPostgres.shared();
    var table = TestTable.json(server);
    table
        .sink()
        .write(List.of(TestTable.row("a", 1, "{}"), TestTable.row("b", 1, "{}")), TestTable.soon());

    try (var stored = new TargetTable(table.target(), table.parameters())) {
      assertThatThrownBy(() -> stored.remove(List.of("a"), TestTable.soon()))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("42501");
      server.run("GRANT DELETE ON %1$s TO %1$s".formatted(table.target().table()));
      stored.remove(List.of("a"), TestTable.soon());

      assertThat(stored.find(List.of("a"), TestTable.soon())).isEmpty();
      assertThat(stored.find(List.of("b"), TestTable.soon())).isPresent();
    }
  }
}
