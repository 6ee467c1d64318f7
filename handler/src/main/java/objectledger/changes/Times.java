package objectledger.changes;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Texts of dates and instants, of years that every database has. */
final class Times {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** With an offset, because a time without one has no instant. */
  private static final Pattern TIME =
      Pattern.compile(
          DATE.pattern()
              + "T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})");

  private static final int LAST_YEAR = 9999;

  private Times() {}

  static String date(String text) {
    try {
      if (DATE.matcher(text).matches() && isReadable(LocalDate.parse(text).getYear())) {
        return text;
      }
    } catch (DateTimeException e) {
      // A day that is not in the calendar.
    }
    throw new RefusalException(ReasonCode.VALUE_INVALID, "no date, which is written 2026-11-27");
  }

  /** The instant in UTC. Digits that the database does not have are cut off. */
  static String instant(String text, Dialect dialect) {
    try {
      if (TIME.matcher(text).matches()) {
        var unit = dialect == Dialect.CRATEDB ? ChronoUnit.MILLIS : ChronoUnit.MICROS;
        var time =
            OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(unit);
        if (isReadable(time.getYear())) {
          return DateTimeFormatter.ISO_INSTANT.format(time);
        }
      }
    } catch (DateTimeException e) {
      // A time that is not in the calendar.
    }
    throw new RefusalException(
        ReasonCode.VALUE_INVALID, "no time, which is written 2026-11-27T10:00:00Z");
  }

  private static boolean isReadable(int year) {
    return year >= 1 && year <= LAST_YEAR;
  }
}
