package objectledger.ops.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import objectledger.ops.CommandException;
import org.junit.jupiter.api.Test;

/** Proves where a rollback goes, and that nothing is pruned that somebody needs. */
class VersionsTest {
  private static Versions live(int live, Integer... published) {
    return new Versions(live, Optional.empty(), List.of(published), Set.of(live));
  }

  private static Versions canary(int live, int canary, Integer... published) {
    return new Versions(
        live,
        Optional.of(new Versions.Canary(canary, 0.1)),
        List.of(published),
        Set.of(live, canary));
  }

  @Test
  void rollbackOfAReleasedVersionGoesToTheOneBefore() {
    assertThat(live(10, 2, 10, 9).rollback("")).isEqualTo(9);
  }

  @Test
  void rollbackOfACanaryStaysOnTheVersionThatIsLive() {
    assertThat(canary(3, 4, 1, 2, 3, 4).rollback("")).isEqualTo(3);
  }

  @Test
  void rollbackThatIsAskedTwiceGoesNoFurther() {
    assertThat(live(3, 1, 2, 3, 4).rollback("")).isEqualTo(3);
  }

  @Test
  void rollbackGoesToTheVersionThatIsNamed() {
    assertThat(live(4, 1, 2, 3, 4).rollback("1")).isEqualTo(1);
    assertThat(canary(3, 4, 1, 2, 3, 4).rollback("2")).isEqualTo(2);
  }

  @Test
  void rollbackToNowhereIsRefused() {
    assertThatThrownBy(() -> live(4, 4, 5).rollback("3"))
        .isInstanceOf(CommandException.class)
        .hasMessage("TO=\"3\" is no version: set one of [4, 5]");
    assertThatThrownBy(() -> live(4, 4).rollback(""))
        .isInstanceOf(CommandException.class)
        .hasMessage("version 4 is live, and none is older");
  }

  @Test
  void oldVersionsArePrunedButTheNewestStay() {
    assertThat(live(7, 1, 2, 3, 4, 5, 6, 7).prunable(3)).containsExactly(1, 2, 3, 4);
    assertThat(live(7, 1, 2, 7).prunable(5)).isEmpty();
  }

  @Test
  void versionThatAnAliasIsOnOrGivesEventsToIsNeverPruned() {
    var versions =
        new Versions(
            3,
            Optional.of(new Versions.Canary(5, 0.1)),
            List.of(1, 2, 3, 4, 5, 6, 7),
            Set.of(1, 3, 5));

    assertThat(versions.prunable(1)).containsExactly(4, 6);
  }

  @Test
  void versionThatARollbackWouldGoToIsNeverPruned() {
    assertThat(live(7, 1, 4, 7).prunable(1)).containsExactly(1);
  }
}
