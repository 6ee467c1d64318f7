package objectledger.ops.release;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;

/**
 * Monitors a canary for a time and ends at the first error. The alarms cover the alias as a whole,
 * in which the few errors of a canary may be too small a share, so the errors of its version are
 * counted too.
 */
final class CanaryMonitor {
  /** The number of looks in the bake time. */
  private static final int LOOKS = 30;

  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

  private final CanaryMetrics metrics;
  private final Versions.Canary canary;
  private final ShutdownSignal shutdown;
  private final Progress progress;
  private final LongSupplier nanoTime;
  private final Consumer<Duration> sleep;
  private CanaryMetrics.Count count = new CanaryMetrics.Count(0, 0);

  /** How it ended. The number is the exit code. */
  enum End {
    HEALTHY(0),
    UNHEALTHY(1),
    /** The alias was changed meanwhile. */
    MOVED(3),
    INTERRUPTED(130);

    final int code;

    End(int code) {
      this.code = code;
    }
  }

  /** The result, with a message for the operator. */
  record Result(End end, String why) {}

  /** A monitor of the canary that the alias has now. */
  CanaryMonitor(
      CanaryMetrics metrics,
      Versions.Canary canary,
      ShutdownSignal shutdown,
      Progress progress,
      LongSupplier nanoTime,
      Consumer<Duration> sleep) {
    this.metrics = metrics;
    this.canary = canary;
    this.shutdown = shutdown;
    this.progress = progress;
    this.nanoTime = nanoTime;
    this.sleep = sleep;
  }

  /**
   * Monitors until the bake time is over.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if AWS does not say how the canary
   *     does
   */
  Result run(Duration bake) {
    var started = nanoTime.getAsLong();
    // Alarms that fired before are not caused by the canary.
    var before = metrics.firing().keySet();
    while (true) {
      var passed = Duration.ofNanos(nanoTime.getAsLong() - started);
      var found = look(before);
      if (found.isPresent()) {
        return found.get();
      }
      if (passed.compareTo(bake) >= 0) {
        return new Result(
            End.HEALTHY,
            count.invocations() == 0
                ? "no event reached it in %s s: only the smoke test covers it"
                    .formatted(bake.toSeconds())
                : "%s events in %s s, no error, no alarm"
                    .formatted(count.invocations(), bake.toSeconds()));
      }
      progress.show(
          () ->
              "watching version %s: %s of %s s, %s events, no error"
                  .formatted(
                      canary.version(), passed.toSeconds(), bake.toSeconds(), count.invocations()));
      var pause = bake.dividedBy(LOOKS);
      sleep.accept(pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE);
    }
  }

  private Optional<Result> look(Set<String> before) {
    if (shutdown.isRequested()) {
      return Optional.of(new Result(End.INTERRUPTED, "it was interrupted"));
    }
    var versions = metrics.versions();
    if (versions.canary().filter(now -> now.version() == canary.version()).isEmpty()) {
      return Optional.of(
          new Result(
              End.MOVED,
              "somebody else moved live: it is on version %s now".formatted(versions.live())));
    }
    count = metrics.canary();
    if (count.errors() > 0) {
      return Optional.of(
          new Result(
              End.UNHEALTHY,
              "%s of its %s events failed".formatted(count.errors(), count.invocations())));
    }
    return metrics.firing().entrySet().stream()
        .filter(alarm -> !before.contains(alarm.getKey()))
        .findFirst()
        .map(
            alarm ->
                new Result(
                    End.UNHEALTHY,
                    "the alarm %s fires: %s".formatted(alarm.getKey(), alarm.getValue())));
  }
}
