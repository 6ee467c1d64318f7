package objectledger.ops.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import objectledger.ops.CommandException;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves what make state asks for, and what it says of settings that ask for nothing clear. */
class StateRequestTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.123Z");

  @Test
  void asksForTheStateNowWithoutATime() {
    var request = request(Map.of());

    assertThat(request.statement()).isEqualTo("state-at");
    assertThat(request.values())
        .containsEntry("at", "2026-11-27T12:00:00.123Z")
        .containsEntry("source", "bucket-a")
        .containsEntry("prefix", "");
    assertThat(request.inAthena()).isFalse();
  }

  @Test
  void asksForTheStateAtATime() {
    var request = request(Map.of("AT", "2026-11-20T09:30:00Z", "PREFIX", "a/b"));

    assertThat(request.values())
        .containsEntry("at", "2026-11-20T09:30:00.000Z")
        .containsEntry("prefix", "a/b");
    assertThat(request.inWords())
        .isEqualTo("state of bucket-a below \"a/b\" at 2026-11-20T09:30:00.000Z");
  }

  @Test
  void asksForWhatChangedBetweenTwoTimes() {
    var request = request(Map.of("FROM", "2026-11-20", "ENGINE", "athena"));

    assertThat(request.statement()).isEqualTo("diff");
    assertThat(request.values())
        .containsEntry("from", "2026-11-20T00:00:00.000Z")
        .containsEntry("to", "2026-11-27T12:00:00.123Z");
    assertThat(request.inAthena()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AT=2026-11-20 FROM=2026-11-19|leave out one or the other",
        "TO=2026-11-20|set FROM, too",
        "FROM=2026-11-20 TO=2026-11-20|FROM must be the earlier one",
        "FROM=2027-01-01|FROM must be the earlier one",
        "AT=yesterday|AT is \"yesterday\": write a date in UTC, as AT=2026-01-31",
        "ENGINE=spark|ENGINE is \"spark\": set duckdb (the default) or athena"
      })
  void refusesWhatAsksForNothingClear(String settings, String message) {
    var given = new java.util.HashMap<String, String>();
    for (var setting : settings.split(" ")) {
      given.put(setting.split("=")[0], setting.split("=")[1]);
    }

    assertThatThrownBy(() -> request(given))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(message);
  }

  private static StateRequest request(Map<String, String> settings) {
    return StateRequest.of(
        Stacks.of("ledger", Stacks.source("a", "bucket-a")),
        name -> settings.getOrDefault(name, ""),
        InstantSource.fixed(NOW));
  }
}
