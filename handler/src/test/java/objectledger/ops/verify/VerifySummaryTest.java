package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that the last line of a verify promises no more than was compared. */
class VerifySummaryTest {
  @TempDir private Path folder;

  @Test
  void nothingFoundWhereAllWasComparedIsNoGap() throws Exception {
    assertThat(text(0, 0)).isEqualTo("verify: orders: no gaps");
  }

  @Test
  void whatWasTooYoungIsCountedBesideNoGaps() throws Exception {
    assertThat(text(0, 1234))
        .isEqualTo("verify: orders: no gaps in what was compared; 1,234 too young for that");
  }

  @Test
  void gapsAreCountedByTheirKinds() throws Exception {
    assertThat(text(2, 0))
        .isEqualTo(
            "verify: orders: 2 gaps (ghost 2, latest 0, missing 0, stale 0);"
                + " REPAIR=1 brings them into the ledger");
  }

  private String text(int ghosts, int young) throws IOException {
    try (var gaps = new Gaps(folder.resolve("gaps.ndjson"))) {
      for (var i = 0; i < ghosts; i++) {
        gaps.add(new Gap(Gap.Kind.GHOST, "k" + i, "v", false, false, false, "", ""));
      }
      gaps.leaveOut(FindingWords.YOUNG, young);
      return new VerifySummary("orders", false, ghosts, ghosts, 0, 0).text(gaps);
    }
  }
}
