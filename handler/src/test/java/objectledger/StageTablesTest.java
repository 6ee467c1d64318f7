package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Proves what the tables of changes and documents show, and that they leave out what they lack. */
class StageTablesTest {
  @Test
  void changesAndDocumentsAreShownAsRatiosWithTheirTargets() {
    var figures = new Figures();

    ToolFigures.add(
        figures,
        List.of(
            "figure changes.loopback.batch_a_second 50000.000",
            "figure changes.loopback.batch_a_second 70000.000",
            "figure changes.loopback.single_a_second 5000.000",
            "figure changes.loopback.batch_cpu_us 5.000",
            "figure changes.loopback.single_cpu_us 60.000",
            "figure changes.delayed.batch_a_second 39000.000",
            "figure changes.delayed.single_a_second 1000.000",
            "figure changes.delayed.batch_cpu_us 5.000",
            "figure changes.delayed.single_cpu_us 60.000",
            "figure changes.memory.changes 100000.000",
            "figure changes.memory.first_mb 10.000",
            "figure changes.memory.most_mb 11.000",
            "figure changes.lag.p99_ms 1020.400",
            "figure documents.orders-declared.mb_a_second 45.000",
            "figure documents.orders-declared.jackson_mb_a_second 50.000"));

    var tables = StageTables.of(figures).replaceAll(" +", " ");
    assertThat(tables)
        .contains("| on the loopback | 60,000 | 5,000 | 12.0 | ≥ 10 | met | 5.0 | 60.0 | 12.0 |")
        .contains("| with 1 ms on the way | 39,000 | 1,000 | 39.0 | ≥ 40 | **missed** |")
        .contains("| most memory until 100,000 changes ÷ after 20,000 | 1.10 | ≤ 1.1 | met |")
        .contains("| lag at 1,000 changes a second: p99, ms | 1,020 |")
        .contains("| orders, declared | 45 | 50 | 0.90 |")
        .doesNotContain("p50", "Japanese");
    assertThat(StageTables.of(new Figures())).isEmpty();
  }
}
