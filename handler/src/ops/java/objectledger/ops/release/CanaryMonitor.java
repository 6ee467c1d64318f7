package objectledger.ops.release;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;

/**
 * Looks after a canary for a while, and ends at the first sign of trouble. The alarms see the alias
 * as a whole, where a canary's few errors may be lost among the rest: its own are counted, too.
 */
final class CanaryMonitor {
  /** Of the time to bake, between two looks. */
  private static final int LOOKS = 30;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final CanaryMetrics vitals;
  private final Versions.Canary canary;
  private final ShutdownSignal interruption;
  private final Progress progress;
  private final LongSupplier nanoTime;
  private final Consumer<Duration> sleep;
  private CanaryMetrics.Count count = new CanaryMetrics.Count(0, 0);

  /** How it ended. The number is the tool's exit code. */
  enum End {
    WELL(0),
    TROUBLE(1),
    /** Somebody else moved the alias meanwhile. */
    MOVED(3),
    INTERRUPTED(130);

    final int code;

    End(int code) {
      this.code = code;
    }
  }

  /** What came of it, in words for a person. */
  record Result(End end, String why) {}

  /** A watch over the canary that the alias has now. */
  CanaryMonitor(
      CanaryMetrics vitals,
      Versions.Canary canary,
      ShutdownSignal interruption,
      Progress progress,
      LongSupplier nanoTime,
      Consumer<Duration> sleep) {
    this.vitals = vitals;
    this.canary = canary;
    this.interruption = interruption;
    this.progress = progress;
    this.nanoTime = nanoTime;
    this.sleep = sleep;
  }

  /**
   * Looks until the time is over.
   *
   * @throws CommandException if AWS does not say how the canary does
   */
  Result run(Duration bake) {
    var started = nanoTime.getAsLong();
    // What rang before is not the canary's doing.
    var before = vitals.firing().keySet();
    while (true) {
      var passed = Duration.ofNanos(nanoTime.getAsLong() - started);
      var found = look(before);
      if (found.isPresent()) {
        return found.get();
      }
      if (passed.compareTo(bake) >= 0) {
        return new Result(
            End.WELL,
            count.invocations() == 0
                ? "no event reached it in %s s: only the smoke test speaks for it"
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
      sleep.accept(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
  }

  private Optional<Result> look(Set<String> before) {
    if (interruption.isAsked()) {
      return Optional.of(new Result(End.INTERRUPTED, "it was interrupted"));
    }
    var versions = vitals.versions();
    if (versions.canary().filter(now -> now.version() == canary.version()).isEmpty()) {
      return Optional.of(
          new Result(
              End.MOVED,
              "somebody else moved live: it is on version %s now".formatted(versions.live())));
    }
    count = vitals.canary();
    if (count.errors() > 0) {
      return Optional.of(
          new Result(
              End.TROUBLE,
              "%s of its %s events failed".formatted(count.errors(), count.invocations())));
    }
    return vitals.firing().entrySet().stream()
        .filter(alarm -> !before.contains(alarm.getKey()))
        .findFirst()
        .map(
            alarm ->
                new Result(
                    End.TROUBLE,
                    "the alarm %s rings: %s".formatted(alarm.getKey(), alarm.getValue())));
  }
}
