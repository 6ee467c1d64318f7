package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that the state at a time, from the journal alone, is what the bucket had at that time, or
 * that the key is flagged: for random histories, at every instant at which something changed.
 */
class StateAtTest {
  private static final int HISTORIES = Integer.getInteger("state.histories", 10_000);

  @TempDir private Path folder;

  @Test
  void stateAtATimeIsWhatTheBucketHadOrIsFlagged() throws IOException {
    var sample = new StateAtSample(HISTORIES);
    var rows = new ArrayList<List<String>>();
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      sample.show(duckDb, folder);
      duckDb.query(
          sample.statement(),
          Map.of(),
          row ->
              rows.add(
                  Arrays.asList(
                      row.getString(1),
                      row.getString(2),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      row.getString(6))));
    }

    var result = sample.compare(rows);

    System.out.printf(
        Locale.ROOT,
        "state-at: %s answers on %s histories, %s flagged (%.2f %%)%n",
        result.asked(),
        sample.size(),
        result.flagged(),
        100.0 * result.flagged() / result.asked());
    assertThat(result.wrong()).isEmpty();
    assertThat(result.flagged()).isBetween(1, result.asked() / 20);
  }
}
