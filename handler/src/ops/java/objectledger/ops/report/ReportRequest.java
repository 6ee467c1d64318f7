package objectledger.ops.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.UnaryOperator;
import objectledger.ops.CommandException;
import objectledger.ops.Source;
import objectledger.ops.StackOutputs;
import objectledger.ops.UtcTime;

/**
 * What the report is about, and where it is written.
 *
 * @param from the first instant
 * @param to the instant after the last one
 */
record ReportRequest(Source source, Instant from, Instant to, Path file) {
  private static final Duration DEFAULT_RANGE = Duration.ofDays(7);

  /**
   * The request in the settings {@code SOURCE}, {@code FROM}, {@code TO} and {@code FILE}.
   *
   * @param folder of the file, where {@code FILE} names none
   * @throws CommandException if it is not clear what is asked
   */
  static ReportRequest of(
      StackOutputs stack, UnaryOperator<String> settings, InstantSource clock, Path folder) {
    var source =
        stack.sources().only(settings.apply("SOURCE"), "make report ENV=" + stack.environment());
    var to = time("TO", settings, clock.instant());
    var from = time("FROM", settings, to.minus(DEFAULT_RANGE));
    if (!from.isBefore(to)) {
      throw new CommandException(
          "FROM is %s and TO %s: FROM must be the earlier one"
              .formatted(UtcTime.text(from), UtcTime.text(to)));
    }
    var file = settings.apply("FILE");
    return new ReportRequest(
        source,
        from,
        to,
        file.isEmpty() ? folder.resolve("report-" + source.label() + ".html") : Path.of(file));
  }

  private static Instant time(String name, UnaryOperator<String> settings, Instant otherwise) {
    var text = settings.apply(name);
    return text.isEmpty() ? otherwise : UtcTime.parse(name, text);
  }

  LocalDate firstDay() {
    return day(from);
  }

  LocalDate lastDay() {
    return day(to.minusMillis(1));
  }

  private static LocalDate day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** The values of the statements' parameters. */
  Map<String, String> values() {
    return Map.of(
        "source", source.bucket(),
        "from", firstDay().toString(),
        "to", lastDay().toString(),
        "since", UtcTime.text(from),
        "until", UtcTime.text(to));
  }

  /** The time, for messages. */
  String when() {
    return "from %s to %s".formatted(UtcTime.text(from), UtcTime.text(to));
  }
}
