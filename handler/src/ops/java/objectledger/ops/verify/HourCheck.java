package objectledger.ops.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares one hour of the journal with what the statements say of it, while its records come by in
 * their order.
 */
final class HourCheck {
  /** Of a record that a backfill or a verify wrote: it may come at any time. */
  static final byte FOUND_LATER = 1;

  private static final int NAMED = 1_000;

  private final int hour;
  private final List<StatedHours.StatedHour> stated;
  private final long statedUntil;
  private final long until;
  private final LatePolicy policy;
  private final List<DigestUntil> digests = new ArrayList<>();
  private final DigestUntil next;
  private final List<RecordRow> added = new ArrayList<>();
  private RecordRow last;
  private long late;
  private long foundLater;

  /**
   * A check.
   *
   * @param until the next statement has the records that were written up to then
   */
  HourCheck(int hour, StatedHours statements, Instant until, LatePolicy policy) {
    this.hour = hour;
    this.stated = statements.of(hour);
    this.statedUntil = statements.until(hour).toEpochMilli();
    this.until = until.toEpochMilli();
    this.policy = policy;
    stated.forEach(one -> digests.add(new DigestUntil(one.until().toEpochMilli())));
    this.next = new DigestUntil(this.until);
  }

  /** Takes a row. The same record in another object, written later, changes nothing. */
  void take(RecordRow row) {
    if (row.isSameAs(last)) {
      return;
    }
    last = row;
    digests.forEach(digest -> digest.add(row));
    next.add(row);
    if (row.modified() <= statedUntil || row.modified() > until) {
      return;
    }
    if (row.mark() == FOUND_LATER) {
      foundLater++;
    } else if (policy.isTooLate(hour, row.modified())) {
      if (added.size() < NAMED) {
        added.add(row);
      }
    } else if (policy.isLate(row)) {
      late++;
    }
  }

  /** The statements that say otherwise, the oldest first. */
  List<StatedHours.StatedHour> differing() {
    var differing = new ArrayList<StatedHours.StatedHour>();
    for (var i = 0; i < stated.size(); i++) {
      if (!digests.get(i).finish().equals(stated.get(i).digest())) {
        differing.add(stated.get(i));
      }
    }
    return differing;
  }

  /** The records that came too late; the first thousand. */
  List<RecordRow> added() {
    return added;
  }

  /** What the next statement says of the hour. */
  HourDigest next() {
    return next.finish();
  }

  /** Whether the next statement has to say it: nothing says the same already. */
  boolean isNews(HourDigest digest) {
    return digest.records() > 0
        && policy.isClosed(hour, Instant.ofEpochMilli(until))
        && (stated.isEmpty() || !stated.getLast().digest().equals(digest));
  }

  int compared() {
    return stated.size();
  }

  long late() {
    return late;
  }

  long foundLater() {
    return foundLater;
  }
}
