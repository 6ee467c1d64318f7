package objectledger.ops.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import objectledger.ops.CommandException;
import objectledger.ops.DocumentsFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that a misspelled table is not taken for one without refused documents. */
class RefusedSelectionTest {
  private static RefusedSelection selection(String table) {
    var function =
        new DocumentsFunction(
            "lake", "f", "arn", Map.of(), "/logs", Set.of("orders", "returns"), false);
    return new RefusedSelection(Optional.of(function), table, table.isEmpty());
  }

  @Test
  void undeclaredTableWithoutRefusedDocumentsIsNamedWithTheNearest() {
    assertThatThrownBy(() -> selection("ordres").requireFound(0))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> assertThat(e.cures()).containsExactly("did you mean TABLE=orders?"));
  }

  @Test
  void undeclaredTableMayHaveRefusedDocuments() {
    assertThatCode(() -> selection("ordres").requireFound(1)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "orders", "_invalid", "_none"})
  void whatMayHaveNoneIsNoMistake(String table) {
    assertThatCode(() -> selection(table).requireFound(0)).doesNotThrowAnyException();
  }
}
