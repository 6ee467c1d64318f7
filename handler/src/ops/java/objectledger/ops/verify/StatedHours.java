package objectledger.ops.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the statements of a source say of each hour. A statement has an hour again where records
 * came in after the one before. All digests of an hour are compared, not only the newest: one that
 * somebody wrote later hides nothing that an older one shows.
 */
final class StatedHours {
  private final Map<Integer, List<StatedHour>> byHour = new HashMap<>();
  private Instant firstUntil = Instant.ofEpochMilli(Long.MAX_VALUE);

  /**
   * What one statement says of an hour.
   *
   * @param statement its name
   * @param until the records are those that were written up to then
   */
  record StatedHour(String statement, Instant until, HourDigest digest) {}

  /** Adds a statement that is older than those before. */
  void addOlder(Statement statement) {
    if (statement.recordsUntil().isBefore(firstUntil)) {
      firstUntil = statement.recordsUntil();
    }
    var name = Statement.name(statement.number());
    statement
        .hours()
        .forEach(
            (hour, digest) ->
                byHour
                    .computeIfAbsent(JournalDay.hour(hour), key -> new ArrayList<>(1))
                    .addFirst(new StatedHour(name, statement.recordsUntil(), digest)));
  }

  /** What is said of an hour, the oldest first. */
  List<StatedHour> of(int hour) {
    return byHour.getOrDefault(hour, List.of());
  }

  /**
   * Up to when the records of an hour are in a statement. Where none has the hour, it was empty at
   * the first statement: what came later was added.
   */
  Instant until(int hour) {
    var stated = of(hour);
    return stated.isEmpty() ? firstUntil : stated.getLast().until();
  }

  /** The hours of a day that a statement has. */
  SortedSet<Integer> ofDay(int firstHour) {
    var hours = new TreeSet<Integer>();
    for (var hour = firstHour; hour < firstHour + 24; hour++) {
      if (byHour.containsKey(hour)) {
        hours.add(hour);
      }
    }
    return hours;
  }

  /** The days, since the epoch, of which a statement has an hour. */
  SortedSet<Long> days() {
    var days = new TreeSet<Long>();
    byHour.keySet().forEach(hour -> days.add((long) Math.floorDiv(hour, 24)));
    return days;
  }
}
