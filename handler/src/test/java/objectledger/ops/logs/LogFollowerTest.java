package objectledger.ops.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Proves that following a log gives each line once, also those that come late. */
class LogFollowerTest {
  private static final Instant START = Instant.parse("2026-11-28T09:00:00Z");

  /** The lines that CloudWatch shows at the moment. */
  private final List<LogEvent> shown = new ArrayList<>();

  private boolean isBroken;

  private final LogFollower follower = new LogFollower(this::since, START);

  private Iterator<LogEvent> since(Instant from) {
    var lines = shown.stream().filter(line -> !line.time().isBefore(from)).iterator();
    return new Iterator<>() {
      private int given;

      @Override
      public boolean hasNext() {
        if (isBroken && given == 1) {
          throw new IllegalStateException("the connection broke");
        }
        return lines.hasNext();
      }

      @Override
      public LogEvent next() {
        given++;
        return lines.next();
      }
    };
  }

  private LogEvent line(int id, long second) {
    return new LogEvent("handler", "id" + id, START.plusSeconds(second), "line " + id);
  }

  private List<String> poll(long second) {
    return follower.poll(START.plusSeconds(second)).stream().map(LogEvent::id).toList();
  }

  @Test
  void givesALateLineAndNoLineTwice() {
    shown.add(line(1, 1));
    shown.add(line(2, 60));
    assertThat(poll(61)).containsExactly("id1", "id2");

    shown.add(line(3, 30));
    assertThat(poll(63)).containsExactly("id3");
    assertThat(poll(65)).isEmpty();
  }

  @Test
  void linesOfOneMillisecondAreEachGiven() {
    shown.add(line(1, 5));
    assertThat(poll(6)).containsExactly("id1");

    shown.add(line(2, 5));
    assertThat(poll(8)).containsExactly("id2");
  }

  @Test
  void readingThatFailedHalfWayLosesNothing() {
    shown.add(line(1, 1));
    shown.add(line(2, 2));
    isBroken = true;
    assertThatThrownBy(() -> poll(3)).isInstanceOf(IllegalStateException.class);

    isBroken = false;
    assertThat(poll(5)).containsExactly("id1", "id2");
  }

  @Test
  void anyOrderWithinTwoMinutesGivesEachLineOnce() {
    var random = new Random(7);
    var written = new ArrayList<LogEvent>();
    for (var i = 0; i < 2000; i++) {
      written.add(line(i, i));
    }
    var given = new ArrayList<String>();
    var pending = new ArrayList<>(written);
    for (var second = 0L; second < 2400; second += 2) {
      var now = second;
      var arrived =
          pending.stream()
              .filter(
                  line -> {
                    var age = now - (line.time().getEpochSecond() - START.getEpochSecond());
                    return age >= 0 && (age > 110 || random.nextInt(20) == 0);
                  })
              .toList();
      shown.addAll(arrived);
      shown.sort(Comparator.comparing(LogEvent::time));
      pending.removeAll(arrived);
      given.addAll(poll(second));
    }

    assertThat(pending).isEmpty();
    assertThat(given)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(written.stream().map(LogEvent::id).toList());
  }

  @Test
  void linesOfSeveralFunctionsComeInTheOrderOfTheirTimes() {
    var merged =
        new MergedLines(
            List.of(
                List.of(line(1, 1), line(4, 4)).iterator(),
                List.<LogEvent>of().iterator(),
                List.of(line(2, 2), line(3, 3)).iterator()));
    var ids = new ArrayList<String>();
    merged.forEachRemaining(line -> ids.add(line.id()));

    assertThat(ids).containsExactly("id1", "id2", "id3", "id4");
  }
}
