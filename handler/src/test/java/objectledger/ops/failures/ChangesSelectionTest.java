package objectledger.ops.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import objectledger.ops.ChangesFunction;
import objectledger.ops.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that a misspelled label is not taken for one without failures. */
class ChangesSelectionTest {
  private static final Optional<ChangesFunction> FUNCTION = Optional.of(TestChanges.FUNCTION);

  private static ChangesSelection selection(String label) {
    return ChangesSelection.of(FUNCTION, label, false);
  }

  @Test
  void withoutALabelAllIsWanted() {
    assertThat(selection("").withOthers()).isTrue();
    assertThat(selection("").function()).isPresent();
    assertThat(selection("orders").withOthers()).isFalse();
  }

  @Test
  void nothingOfChangesIsWantedWhereATableOrASourceIsNamed() {
    assertThat(ChangesSelection.of(FUNCTION, "", true).function()).isEmpty();
    assertThatThrownBy(() -> ChangesSelection.of(FUNCTION, "orders", true))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("leave those out");
  }

  @Test
  void labelNeedsAStackThatWritesChanges() {
    assertThatThrownBy(() -> ChangesSelection.of(Optional.empty(), "orders", false))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("this stack writes none");
  }

  @Test
  void whatIsNoLabelIsRefusedWithTheLabels() {
    assertThatThrownBy(() -> selection("Orders/"))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> assertThat(e.cures()).contains("the labels: orders, payments"));
  }

  @Test
  void undeclaredLabelWithoutFailuresIsNamedWithTheNearest() {
    assertThatThrownBy(() -> selection("ordres").requireFound(0))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> assertThat(e.cures()).containsExactly("did you mean CHANGES=orders?"));
    assertThatCode(() -> selection("ordres").requireFound(1)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "orders", "_none"})
  void whatMayHaveNoneIsNoMistake(String label) {
    assertThatCode(() -> selection(label).requireFound(0)).doesNotThrowAnyException();
  }
}
