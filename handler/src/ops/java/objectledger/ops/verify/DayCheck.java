package objectledger.ops.verify;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import objectledger.ops.verify.StatementFinding.Kind;

/** Compares one day of the journal with what the statements say of its hours. */
final class DayCheck {
  private final JournalDay day;
  private final StatedHours stated;
  private final Instant until;
  private final LatePolicy policy;
  private final HourSearch search;
  private final StatementFindings findings;

  /**
   * A check.
   *
   * @param until the next statement has the records that were written up to then
   * @param search finds what differs in an hour
   */
  DayCheck(
      JournalDay day,
      StatedHours stated,
      Instant until,
      LatePolicy policy,
      HourSearch search,
      StatementFindings findings) {
    this.day = day;
    this.stated = stated;
    this.until = until;
    this.policy = policy;
    this.search = search;
    this.findings = findings;
  }

  /** Returns the hours of which the next statement has to say something. */
  SortedMap<String, HourDigest> run() throws IOException {
    var hours = new TreeMap<Integer, HourCheck>();
    stated.ofDay(day.firstHour()).forEach(hour -> hours.put(hour, check(hour)));
    try (var rows = new RecordRows(day.journal())) {
      day.forEach(line -> rows.add(line.row(mark(line))));
      rows.forEach(row -> hours.computeIfAbsent(row.hour(), this::check).take(row));
    }
    var next = new TreeMap<String, HourDigest>();
    var added = new HashMap<String, RecordRow>();
    for (var entry : hours.entrySet()) {
      var hour = entry.getValue();
      findings.addHours(hour.compared());
      findings.addLate(hour.late());
      findings.addFoundLater(hour.foundLater());
      hour.added().forEach(row -> added.put(row.identity(), row));
      var differing = hour.differing();
      var isAsStated =
          differing.isEmpty() || !search.findDifference(day, entry.getKey(), differing, findings);
      var digest = hour.next();
      // What is not as it was stated, is not stated again: the next verify finds it, too.
      if (isAsStated && hour.added().isEmpty() && hour.isNews(digest)) {
        next.put(JournalDay.hour(entry.getKey()), digest);
      }
    }
    if (!added.isEmpty()) {
      nameAdded(added);
    }
    return next;
  }

  private HourCheck check(int hour) {
    return new HourCheck(hour, stated, until, policy);
  }

  private byte mark(JournalLine line) {
    var isNew = line.modified() > stated.until(line.hour()).toEpochMilli();
    return isNew && line.isFoundLater() ? HourCheck.FOUND_LATER : 0;
  }

  /** Reads the day again for the objects of what came too late. */
  private void nameAdded(Map<String, RecordRow> added) throws IOException {
    day.forEach(
        line -> {
          if (policy.isTooLate(line.hour(), line.modified())) {
            var row = added.remove(line.row((byte) 0).identity());
            if (row != null) {
              findings.add(added(line, HexFormat.of().formatHex(row.id())));
            }
          }
        });
  }

  private StatementFinding added(JournalLine line, String id) {
    var hour = JournalDay.hour(line.hour());
    var object = day.prefix() + line.file();
    var after = Duration.ofMillis(line.modified() - (line.hour() + 1) * 3_600_000L).toDays();
    return new StatementFinding(
        Kind.RECORD_ADDED,
        hour,
        object,
        id,
        "%s: record %s was added to hour %s %s days after its end; the policy allows %s"
            .formatted(object, id, hour, after, policy.days()));
  }
}
