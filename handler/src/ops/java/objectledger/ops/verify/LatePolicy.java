package objectledger.ops.verify;

import java.time.Duration;
import java.time.Instant;

/**
 * When a record may come into the journal.
 *
 * @param margin after its end an hour is closed, and in a statement
 * @param days after its end an hour takes no more events: S3's retries, the queues and a redrive of
 *     what failed are all over by then
 */
record LatePolicy(Duration margin, int days) {

  /** Whether an hour is closed for a statement that has the records up to a time. */
  boolean isClosed(int hour, Instant until) {
    return !end(hour).isAfter(until);
  }

  /** Whether a record came after its hour was closed. */
  boolean isLate(RecordRow row) {
    return row.modified() > end(row.hour()).plus(margin).toEpochMilli();
  }

  /** Whether a record came too late for an event. */
  boolean isTooLate(int hour, long modified) {
    return modified > end(hour).plus(Duration.ofDays(days)).toEpochMilli();
  }

  private static Instant end(int hour) {
    return Instant.ofEpochSecond((hour + 1) * 3_600L);
  }
}
