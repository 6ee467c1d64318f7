package objectledger.documents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Conversions to {@code date} and {@code timestamp}. */
final class TimeConversions {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** With an offset, because a time without one has no instant. */
  private static final Pattern TIME =
      Pattern.compile(
          DATE.pattern()
              + "T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})");

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  private static final int NANOS_OF_A_MILLI = 1_000_000;
  private static final String UTC = "0000-00-00T00:00:00Z";
  private static final int DAY = 10;
  private static final int LAST_YEAR = 9999;

  private TimeConversions() {}

  /** The text of an ISO date. */
  static boolean toDate(JsonParser in, JsonGenerator out) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING || !DATE.matcher(in.getText()).matches()) {
      return false;
    }
    try {
      if (!isReadable(LocalDate.parse(in.getText()).getYear())) {
        return false;
      }
    } catch (DateTimeException e) {
      return false;
    }
    out.writeString(in.getText());
    return true;
  }

  /** The text of an ISO date and time with its offset, in UTC and Hive's form. */
  static boolean toTimestamp(JsonParser in, JsonGenerator out) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      return false;
    }
    if (isInUtc(in.getTextCharacters(), in.getTextOffset(), in.getTextLength())) {
      var text = in.getText();
      out.writeString(text.substring(0, DAY) + ' ' + text.substring(DAY + 1, UTC.length() - 1));
      return true;
    }
    if (!TIME.matcher(in.getText()).matches()) {
      return false;
    }
    OffsetDateTime time;
    try {
      time = OffsetDateTime.parse(in.getText()).withOffsetSameInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return false;
    }
    if (time.getNano() % NANOS_OF_A_MILLI != 0 || !isReadable(time.getYear())) {
      return false;
    }
    out.writeString((time.getNano() == 0 ? SECONDS : MILLIS).format(time));
    return true;
  }

  /**
   * Whether a text is the most common form, which needs no more than its T and Z changed: seconds
   * in UTC, on a day that every month has.
   */
  private static boolean isInUtc(char[] text, int offset, int length) {
    if (length != UTC.length()) {
      return false;
    }
    for (var i = 0; i < length; i++) {
      var form = UTC.charAt(i);
      var c = text[offset + i];
      if (form == '0' ? c < '0' || c > '9' : c != form) {
        return false;
      }
    }
    return text[offset] > '0'
        && isIn(number(text, offset + 5), 1, 12)
        && isIn(number(text, offset + 8), 1, 28)
        && number(text, offset + 11) < 24
        && number(text, offset + 14) < 60
        && number(text, offset + 17) < 60;
  }

  private static int number(char[] text, int at) {
    return (text[at] - '0') * 10 + text[at + 1] - '0';
  }

  private static boolean isIn(int number, int low, int high) {
    return number >= low && number <= high;
  }

  /** Years of four digits: readers refuse others, or take them for something else. */
  private static boolean isReadable(int year) {
    return year >= 1 && year <= LAST_YEAR;
  }
}
