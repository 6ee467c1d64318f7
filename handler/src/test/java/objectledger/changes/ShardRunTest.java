package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Proves that the measured lag counts from when a change should have arrived, and that batches are
 * those of the event source mapping. Time is the test's own.
 */
class ShardRunTest {
  private final TestClock clock = new TestClock();
  private final List<List<Integer>> batches = new ArrayList<>();

  /** Stands still until it is moved. */
  private static final class TestClock implements ShardRun.Clock {
    private double now;

    @Override
    public double seconds() {
      return now;
    }

    @Override
    public void waitUntil(double seconds) {
      now = Math.max(now, seconds);
    }
  }

  private ShardRun run(int batchSize, double... seconds) {
    return new ShardRun(
        batchSize,
        1,
        clock,
        (first, end) -> {
          clock.now += seconds[Math.min(batches.size(), seconds.length - 1)];
          batches.add(List.of(first, end));
          return clock.now;
        });
  }

  @Test
  void countsFromTheDueTimeWhileTheFunctionIsBusy() throws IOException {
    // The first batch, of one change, takes 5 s, in which the others arrive.
    var written = run(1, 5, 0.1, 0.1).run(List.of(1.0, 2.0, 3.0));

    assertThat(written).extracting(ShardRun.Written::due).containsExactly(1.0, 2.0, 3.0);
    assertThat(written.get(0).lag()).isCloseTo(5, within(1e-9));
    assertThat(written.get(1).lag()).isCloseTo(6.1 - 2, within(1e-9));
    assertThat(written.get(2).lag()).isCloseTo(6.2 - 3, within(1e-9));
    assertThat(written).extracting(ShardRun.Written::inWindow).containsOnly(0.0);
  }

  @Test
  void countsTheDelayOfTheGeneratorAsLag() throws IOException {
    // The generator wakes up at 3 s, for a batch that was to be sent at 2 s.
    clock.now = 3;

    var written = run(10, 0).run(List.of(1.0, 2.5));

    assertThat(batches.getFirst()).isEqualTo(List.of(0, 1));
    assertThat(written.getFirst().lag()).isCloseTo(2, within(1e-9));
    assertThat(written.getFirst().inWindow()).isCloseTo(1, within(1e-9));
  }

  @Test
  void sendsABatchWhenItIsFullOrItsWindowIsOver() throws IOException {
    var due = IntStream.range(0, 12).mapToObj(i -> i < 10 ? 0.0 : (double) i).toList();

    var written = run(10, 0).run(due);

    assertThat(batches).containsExactly(List.of(0, 10), List.of(10, 12));
    assertThat(written.getFirst().lag()).isZero();
    assertThat(written.get(10).inWindow()).isCloseTo(1, within(1e-9));
    assertThat(written.get(11).inWindow()).isZero();
  }

  @Test
  void aChangeThatArrivedBeforeTheAnswerWaitsForTheWindowOnlyAfterIt() throws IOException {
    var written = run(2, 0.5, 0).run(List.of(0.0, 0.0, 0.2));

    assertThat(written.get(2).inWindow()).isCloseTo(1, within(1e-9));
    assertThat(written.get(2).lag()).isCloseTo(1.3, within(1e-9));
  }

  @Test
  void batchSizeAndWindowAreTheDefaultsOfTerraform() throws IOException {
    var variables = Files.readString(Path.of("../terraform/variables-changes.tf"));

    assertThat(variables)
        .containsPattern("batch_size = optional\\(number, " + ChangesLag.BATCH_SIZE + "\\)")
        .containsPattern(
            "window_seconds = optional\\(number, " + ChangesLag.WINDOW_SECONDS + "\\)");
  }
}
