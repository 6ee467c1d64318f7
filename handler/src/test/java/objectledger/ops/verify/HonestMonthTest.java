package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Proves that nothing is named in a month in which nobody tampers with anything: events come up to
 * the policy's edge late, twice, in several segments, and backfills bring in old dates.
 */
class HonestMonthTest {
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path folder;

  /** An event that is recorded at some time. */
  private record Arrival(Instant written, Instant event, List<String> names, boolean isBackfill) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void monthOfHonestLateEventsIsCountedAndNotNamed(long seed) {
    var random = new Random(seed);
    var arrivals = arrivals(random);
    var ledger = new StatedLedger(folder);
    var next = 0;
    var late = 0L;
    var backfilled = 0L;

    for (var day = 0; day <= 70; day += 1 + random.nextInt(6)) {
      var now = BEGIN.plus(Duration.ofDays(day)).plusSeconds(random.nextInt(80_000));
      for (; next < arrivals.size() && !arrivals.get(next).written().isAfter(now); next++) {
        write(ledger, arrivals.get(next), next);
      }
      var findings = ledger.verify(now.toString());
      assertThat(findings.all()).isEmpty();
      late += findings.late();
      backfilled += findings.foundLater();
    }

    assertThat(next).isEqualTo(arrivals.size());
    assertThat(late).isGreaterThan(100);
    assertThat(backfilled).isGreaterThan(10);
  }

  private static List<Arrival> arrivals(Random random) {
    var arrivals = new ArrayList<Arrival>();
    for (var i = 0; i < 500; i++) {
      var event = BEGIN.plusSeconds(random.nextInt(30 * 86_400));
      var names = new ArrayList<String>();
      for (var n = 0; n <= random.nextInt(4); n++) {
        names.add(seedName(i, n));
      }
      var edge = endOf(event).plus(Duration.ofDays(30));
      var written =
          switch (random.nextInt(5)) {
            case 0 -> event.plusSeconds(random.nextInt(5));
            case 1 -> event.plusSeconds(random.nextInt(3_600));
            case 2 -> event.plusSeconds(random.nextInt(14 * 86_400));
            case 3 -> edge;
            default -> edge.minusSeconds(random.nextInt(86_400));
          };
      arrivals.add(new Arrival(written, event, names, false));
      if (random.nextInt(3) == 0) {
        // SQS delivers a message again, in another batch.
        var again = written.plusSeconds(random.nextInt(14 * 86_400));
        names = new ArrayList<>(names);
        names.add(seedName(i, 99));
        arrivals.add(new Arrival(again.isAfter(edge) ? edge : again, event, names, false));
      }
      if (random.nextInt(10) == 0) {
        var old = Instant.parse("2019-01-01T00:00:00Z").plusSeconds(random.nextInt(200_000_000));
        arrivals.add(new Arrival(written, old, List.of("old " + i), true));
      }
    }
    arrivals.sort((one, two) -> one.written().compareTo(two.written()));
    return arrivals;
  }

  private static String seedName(int event, int record) {
    return event + "/" + record;
  }

  private static Instant endOf(Instant event) {
    return Instant.ofEpochSecond(event.getEpochSecond() / 3_600 * 3_600 + 3_600);
  }

  private static void write(StatedLedger ledger, Arrival arrival, int number) {
    var event = arrival.event().toString();
    ledger.at(arrival.written().toString()).on(event.substring(0, 10));
    var hour = event.substring(11, 13);
    if (arrival.isBackfill()) {
      var name = arrival.names().getFirst();
      ledger.recordLine(hour, StatedLedger.line(name, "Backfill:Existing", ""));
    } else {
      ledger.overwrite(hour, "segment" + number, arrival.names().toArray(String[]::new));
    }
  }
}
