package objectledger.ops;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import objectledger.json.JsonText;

/** Times in UTC, as settings give them and as records have them. */
public final class UtcTime {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private UtcTime() {}

  /**
   * Reads a date or a time.
   *
   * @param name of the setting
   * @throws CommandException if it is neither
   */
  public static Instant parse(String name, String text) {
    try {
      return text.contains("T")
          ? LocalDateTime.parse(text.replaceFirst("Z$", "")).toInstant(ZoneOffset.UTC)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new CommandException(
          "%s is %s: write a date in UTC, as %s=2026-01-31, or a time, as %s=2026-01-31T09:00:00Z"
              .formatted(name, JsonText.quote(text), name, name));
    }
  }

  /** A time as records have it: with milliseconds, so that the order of texts is that of times. */
  public static String text(Instant time) {
    return MILLIS.format(time);
  }
}
