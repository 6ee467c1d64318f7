package objectledger.ops.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import objectledger.ops.CommandException;
import objectledger.ops.StackOutputs;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.Test;

/** Proves that the settings say which days a report is of, and where it is written. */
class ReportRequestTest {
  private static final Path FOLDER = Path.of("work");
  private static final StackOutputs STACK = Stacks.of("ledger", Stacks.source("landing", "bucket"));

  @Test
  void isOfTheLastSevenDaysWhereNoTimeIsGiven() {
    var request = request(Map.of());

    assertThat(request.values())
        .containsEntry("since", "2026-11-21T09:30:00.000Z")
        .containsEntry("until", "2026-11-28T09:30:00.000Z")
        .containsEntry("from", "2026-11-21")
        .containsEntry("to", "2026-11-28")
        .containsEntry("source", "bucket");
    assertThat(request.file()).isEqualTo(Path.of("work/report-landing.html"));
  }

  @Test
  void endsBeforeTheSecondTimeWhichNeedsNoDayOfItsOwn() {
    var request = request(Map.of("FROM", "2026-01-01", "TO", "2026-02-01", "FILE", "a/b.html"));

    assertThat(request.lastDay()).hasToString("2026-01-31");
    assertThat(request.file()).isEqualTo(Path.of("a/b.html"));
    assertThat(request(Map.of("TO", "2026-02-01")).firstDay()).hasToString("2026-01-25");
  }

  @Test
  void refusesTimesInTheWrongOrderAndAnUnknownSource() {
    assertThatThrownBy(() -> request(Map.of("FROM", "2026-12-01")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("FROM must be the earlier one");
    assertThatThrownBy(() -> request(Map.of("FROM", "yesterday")))
        .hasMessageContaining("FROM=2026-01-31");
    assertThatThrownBy(() -> request(Map.of("SOURCE", "lading")))
        .hasMessageContaining("did you mean SOURCE=landing?");
  }

  @Test
  void asksWhichSourceWhereThereAreSeveral() {
    var two = Stacks.of("ledger", Stacks.source("a", "x"), Stacks.source("b", "y"));

    assertThatThrownBy(() -> ReportRequest.of(two, name -> "", clock(), FOLDER))
        .hasMessageContaining("make report ENV=test SOURCE=a");
  }

  private static ReportRequest request(Map<String, String> settings) {
    return ReportRequest.of(STACK, name -> settings.getOrDefault(name, ""), clock(), FOLDER);
  }

  private static InstantSource clock() {
    return InstantSource.fixed(Instant.parse("2026-11-28T09:30:00Z"));
  }
}
