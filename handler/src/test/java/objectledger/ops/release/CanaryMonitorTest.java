package objectledger.ops.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Proves that a watch ends at the first sign of trouble, and not before the time is over. */
class CanaryMonitorTest {
  private static final Versions.Canary CANARY = new Versions.Canary(4, 0.2);
  private static final Duration BAKE = Duration.ofSeconds(60);

  private final Map<String, String> firing = new TreeMap<>();
  private final AtomicLong now = new AtomicLong();
  private final ShutdownSignal shutdown = new ShutdownSignal();
  private CanaryMetrics.Count count = new CanaryMetrics.Count(0, 0);
  private Optional<Versions.Canary> present = Optional.of(CANARY);

  private final class FakeMetrics implements CanaryMetrics {
    @Override
    public Map<String, String> firing() {
      return Map.copyOf(firing);
    }

    @Override
    public CanaryMetrics.Count canary() {
      return count;
    }

    @Override
    public Versions versions() {
      return new Versions(3, present, List.of(3, 4), Set.of(3));
    }
  }

  /** Watches, and lets something happen at a second. */
  private CanaryMonitor.Result watch(long second, Runnable happening) {
    Consumer<Duration> sleep =
        pause -> {
          now.addAndGet(pause.toNanos());
          if (seconds() >= second) {
            happening.run();
          }
        };
    var silence = new PrintStream(OutputStream.nullOutputStream());
    var progress = new Progress(silence, false, now::get);
    return new CanaryMonitor(new FakeMetrics(), CANARY, shutdown, progress, now::get, sleep)
        .run(BAKE);
  }

  private long seconds() {
    return Duration.ofNanos(now.get()).toSeconds();
  }

  @Test
  void canaryThatDoesWellIsWatchedForTheWholeTime() {
    var result = watch(10, () -> count = new CanaryMetrics.Count(25, 0));

    assertThat(result.end()).isEqualTo(CanaryMonitor.End.HEALTHY);
    assertThat(result.why()).isEqualTo("25 events in 60 s, no error, no alarm");
    assertThat(seconds()).isEqualTo(60);
  }

  @Test
  void canaryWithoutEventsIsSaidToHaveShownNothing() {
    var result = watch(99, () -> {});

    assertThat(result.end()).isEqualTo(CanaryMonitor.End.HEALTHY);
    assertThat(result.why()).contains("no event reached it", "only the smoke test");
  }

  @Test
  void errorOfTheCanaryEndsTheWatchAtOnce() {
    var result = watch(10, () -> count = new CanaryMetrics.Count(12, 1));

    assertThat(result.end()).isEqualTo(CanaryMonitor.End.UNHEALTHY);
    assertThat(result.why()).isEqualTo("1 of its 12 events failed");
    assertThat(seconds()).isEqualTo(10);
  }

  @Test
  void errorInTheLastMomentIsSeen() {
    var result = watch(60, () -> count = new CanaryMetrics.Count(12, 1));

    assertThat(result.end()).isEqualTo(CanaryMonitor.End.UNHEALTHY);
  }

  @Test
  void alarmThatBeginsToRingEndsTheWatchAndIsNamed() {
    firing.put("before", "long ago");

    var result = watch(20, () -> firing.put("duration", "too slow"));

    assertThat(result.end()).isEqualTo(CanaryMonitor.End.UNHEALTHY);
    assertThat(result.why()).isEqualTo("the alarm duration fires: too slow");
    assertThat(seconds()).isEqualTo(20);
  }

  @Test
  void alarmThatRangBeforeIsNotTheCanarysDoing() {
    firing.put("before", "long ago");

    assertThat(watch(99, () -> {}).end()).isEqualTo(CanaryMonitor.End.HEALTHY);
  }

  @Test
  void aliasThatSomebodyElseMovesEndsTheWatch() {
    assertThat(watch(20, () -> present = Optional.empty()).end())
        .isEqualTo(CanaryMonitor.End.MOVED);
    present = Optional.of(new Versions.Canary(5, 0.2));
    assertThat(watch(99, () -> {}).end()).isEqualTo(CanaryMonitor.End.MOVED);
  }

  @Test
  void interruptionEndsTheWatch() {
    assertThat(watch(20, shutdown::request).end()).isEqualTo(CanaryMonitor.End.INTERRUPTED);
    assertThat(seconds()).isEqualTo(20);
  }

  @Test
  void watchThatCannotSeeDoesNotPass() {
    assertThatThrownBy(
            () ->
                watch(
                    20,
                    () -> {
                      throw SdkClientException.create("monitoring answers 403");
                    }))
        .isInstanceOf(SdkClientException.class);
  }
}
