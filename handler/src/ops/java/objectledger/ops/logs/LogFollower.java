package objectledger.ops.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a log again and again, and gives each line once. A line may come late, after lines that are
 * newer: the last two minutes are read each time.
 */
final class LogFollower {
  /** CloudWatch shows most lines within seconds. */
  static final Duration LATE = Duration.ofMinutes(2);

  private final Function<Instant, Iterator<LogEvent>> log;
  private final Map<String, Instant> seen = new HashMap<>();
  private Instant from;

  /**
   * A follower.
   *
   * @param log gives the lines since a time
   * @param since the first time
   */
  LogFollower(Function<Instant, Iterator<LogEvent>> log, Instant since) {
    this.log = log;
    this.from = since;
  }

  /**
   * The lines that were not given before, in the order of their times.
   *
   * @param now the time before which no line comes any more, if it is {@link #LATE} ago
   */
  List<LogEvent> poll(Instant now) {
    var fresh = new LinkedHashMap<String, LogEvent>();
    for (var found = log.apply(from); found.hasNext(); ) {
      var line = found.next();
      if (!seen.containsKey(line.id())) {
        fresh.put(line.id(), line);
      }
    }
    // Only now, so that lines of a reading that failed half-way are given by the next one.
    fresh.values().forEach(line -> seen.put(line.id(), line.time()));
    var next = now.minus(LATE);
    if (next.isAfter(from)) {
      from = next;
      seen.values().removeIf(time -> time.isBefore(next));
    }
    return fresh.values().stream().sorted(Comparator.comparing(LogEvent::time)).toList();
  }
}
