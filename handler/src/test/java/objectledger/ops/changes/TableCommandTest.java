package objectledger.ops.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import objectledger.changes.Column;
import objectledger.changes.ColumnType;
import objectledger.changes.Target;
import org.junit.jupiter.api.Test;

/** Proves that what differs between a table and its declaration is named. */
class TableCommandTest {
  private static final Target TARGET =
      Targets.of(
          List.of("id"),
          new Column("at", "$.at", ColumnType.TIMESTAMP, 0, 0),
          new Column("price", "$.price", ColumnType.NUMERIC, 12, 2));

  private static final Map<String, String> AS_DECLARED =
      Map.of(
          "id", "text",
          "seq", "text",
          "deleted", "boolean",
          "at", "timestamp with time zone",
          "price", "numeric",
          "more", "integer");

  @Test
  void tableWithTheDeclaredColumnsAndMoreDiffersInNothing() {
    assertThat(TableCommand.differences(TARGET, AS_DECLARED)).isEmpty();
  }

  @Test
  void missingColumnIsNamedWithTheStatementAndAnotherTypeWithBoth() {
    var columns = new HashMap<>(AS_DECLARED);
    columns.remove("at");
    columns.put("seq", "bigint");

    assertThat(TableCommand.differences(TARGET, columns))
        .containsExactly(
            "the column seq is of the type bigint, and declared as text",
            "the column at is missing: ALTER TABLE \"public\".\"orders\" ADD COLUMN \"at\""
                + " timestamp with time zone");
  }
}
