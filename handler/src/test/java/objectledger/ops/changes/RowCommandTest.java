package objectledger.ops.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import objectledger.changes.Column;
import objectledger.changes.ColumnType;
import objectledger.changes.StoredRow;
import objectledger.changes.Target;
import objectledger.ops.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves how a key is typed, and what of its row is printed. */
class RowCommandTest {
  private static Target target(String... keys) {
    return Targets.of(
        List.of(keys),
        new Column("note", "$.note", ColumnType.TEXT, 0, 0),
        new Column("price", "$.price", ColumnType.NUMERIC, 12, 2));
  }

  @Test
  void oneColumnTakesTheSettingAsItIs() {
    assertThat(RowCommand.key(target("id"), "[\"a\"]", "…")).containsExactly("[\"a\"]");
  }

  @Test
  void severalColumnsTakeTheTextsOfAnArray() {
    assertThat(RowCommand.key(target("id", "line"), "[\"a\",\"7\"]", "…"))
        .containsExactly("a", "7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "[\"a\"]", "[\"a\",7]", "[\"a\",\"b\",\"c\"]", "{}"})
  void otherTextForSeveralColumnsIsRefusedWithTheirNames(String setting) {
    assertThatThrownBy(() -> RowCommand.key(target("id", "line"), setting, "make table"))
        .isInstanceOf(CommandException.class)
        .hasMessage("the key has the columns id, line");
  }

  @Test
  void rowHasItsColumnsInTheOrderOfTheTableAndItsNulls() {
    var row = new StoredRow("0000-7", true, Arrays.asList(null, "1.50"));

    var members = RowCommand.members(target("id"), List.of("a"), row);

    assertThat(members.keySet()).containsExactly("id", "seq", "deleted", "note", "price");
    assertThat(members.values()).containsExactly("a", "0000-7", true, null, "1.50");
  }
}
