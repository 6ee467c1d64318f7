package objectledger.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that a command is about the sources that were meant, and asks where that is not clear. */
class SourcesTest {
  private static final Source ORDERS = Stacks.source("orders", "b-orders");
  private static final Source EVENTS = Stacks.source("events", "b-events");
  private static final Sources SEVERAL = Sources.of(ORDERS, EVENTS);

  @Test
  void onlySourceNeedsNoName() {
    assertThat(Sources.of(ORDERS).only("", "make backfill ENV=dev")).isEqualTo(ORDERS);
    assertThat(Sources.of(ORDERS).areSeveral()).isFalse();
  }

  @Test
  void oneOfSeveralIsAskedForWithWhatToType() {
    assertThatThrownBy(() -> SEVERAL.only("", "make backfill ENV=dev"))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "which source? The stack has events, orders: type the same with one of them, as in"
                + " make backfill ENV=dev SOURCE=events");
    assertThat(SEVERAL.only("orders", "make backfill ENV=dev")).isEqualTo(ORDERS);
  }

  @Test
  void allAreSelectedInTheOrderOfTheirLabelsWhereNoneIsNamed() {
    assertThat(SEVERAL.selected("")).containsExactly(EVENTS, ORDERS);
    assertThat(SEVERAL.selected("orders")).containsExactly(ORDERS);
    assertThat(SEVERAL.first("")).isEqualTo(EVENTS);
  }

  @ParameterizedTest
  @CsvSource({
    "oders, ': did you mean SOURCE=orders? Its sources are events, orders'",
    "Orders, ': did you mean SOURCE=orders? Its sources are events, orders'",
    "b-events, ': did you mean SOURCE=events? Its sources are events, orders'",
    "x, ': its sources are events, orders'",
    "landing-zone, ': its sources are events, orders'",
  })
  void unknownLabelIsRefusedWithTheNearestAndAllLabels(String label, String rest) {
    assertThatThrownBy(() -> SEVERAL.selected(label))
        .isInstanceOf(CommandException.class)
        .hasMessage("the stack has no source \"" + label + "\"" + rest);
  }

  @Test
  void onlySourceIsRefusedUnderAnotherName() {
    assertThatThrownBy(() -> Sources.of(ORDERS).only("order", ""))
        .hasMessageContaining("did you mean SOURCE=orders?");
  }

  @Test
  void bucketLeadsToItsSource() {
    assertThat(SEVERAL.ofBucket("b-orders")).contains(ORDERS);
    assertThat(SEVERAL.ofBucket("orders")).isEmpty();
  }
}
