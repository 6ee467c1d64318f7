package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import objectledger.changes.ItemHistory.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Proves that a table equals its items after random histories by each way in, delivered in every
 * order and repetition that AWS documents; and that this can fail: without any one safeguard some
 * history ends wrong. The long run is {@code -Dchanges.histories=20000}.
 */
class ChangeHistoriesTest {
  private static final int HISTORIES = Integer.getInteger("changes.histories", 5_000);
  private static final int UNGUARDED = 3_000;

  @ParameterizedTest
  @EnumSource
  void everyHistoryEndsWithTheTableEqualToTheItems(Way way) {
    var history = new ChangeHistory(null);

    for (var seed = 1; seed <= HISTORIES; seed++) {
      history.play(way, seed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutASafeguardSomeHistoryEndsWrong(Safeguard missing) {
    assertThat(firstWrong(missing))
        .as("number of the first history that ends wrong without %s", missing)
        .isBetween(1, UNGUARDED);
  }

  /** What puts the parts together without one of them is not what ends a history wrong. */
  @ParameterizedTest
  @EnumSource
  void thePartsPutTogetherWithAllSafeguardsEndRight(Way way) {
    var history = new ChangeHistory(null, true);

    for (var seed = 1; seed <= UNGUARDED; seed++) {
      history.play(way, seed);
    }
  }

  private static int firstWrong(Safeguard missing) {
    var history = new ChangeHistory(missing);
    for (var seed = 1; seed <= UNGUARDED; seed++) {
      for (var way : Way.values()) {
        try {
          history.play(way, seed);
        } catch (AssertionError e) {
          return seed;
        }
      }
    }
    return UNGUARDED + 1;
  }
}
