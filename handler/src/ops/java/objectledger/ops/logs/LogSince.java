package objectledger.ops.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import objectledger.ops.UtcTime;

/** The setting {@code SINCE}: so long ago, as in {@code 30m}, or a time. */
final class LogSince {
  private static final Duration DEFAULT = Duration.ofMinutes(15);
  private static final Pattern AGO = Pattern.compile("([0-9]{1,5})([smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private LogSince() {}

  static Instant parse(String text, Instant now) {
    if (text.isEmpty()) {
      return now.minus(DEFAULT);
    }
    var ago = AGO.matcher(text);
    return ago.matches()
        ? now.minus(UNITS.get(ago.group(2)).multipliedBy(Integer.parseInt(ago.group(1))))
        : UtcTime.parse("SINCE", text);
  }
}
