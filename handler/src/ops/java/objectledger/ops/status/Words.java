package objectledger.ops.status;

import java.time.Duration;
import java.util.Locale;

/** Durations and numbers as a person reads them. */
final class Words {
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  private Words() {}

  /** A duration in its largest unit, as in {@code 4 min}. */
  static String of(Duration time) {
    var seconds = Math.max(0, time.toSeconds());
    if (seconds < 2 * MINUTE) {
      return seconds + " s";
    }
    if (seconds < 2 * HOUR) {
      return seconds / MINUTE + " min";
    }
    return seconds < 2 * DAY ? seconds / HOUR + " h" : seconds / DAY + " days";
  }

  /** A number with its thousands. */
  static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
