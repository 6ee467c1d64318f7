package objectledger.ops.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times in UTC, to the second. */
final class Times {
  private Times() {}

  static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
