package objectledger.ops.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/**
 * The lines of the functions that name one object, around given times. It reads at most {@value
 * #MOST_READ} lines of each function.
 *
 * @param bucket of the object
 * @param key of the object
 */
public record ObjectLines(String bucket, String key) {
  private static final int MOST_READ = 10_000;
  private static final int MOST_SHOWN = 50;

  /** An event is tried for some minutes, and the clocks of S3 and of the function differ. */
  private static final Duration BEFORE = Duration.ofMinutes(1);

  private static final Duration AFTER = Duration.ofMinutes(15);

  /** What CloudWatch finds, however the key is escaped: letters and digits between others. */
  private static final Pattern TERM =
      Pattern.compile(
          "(?<![^\\x20-\\x7e]|[A-Za-z0-9])[A-Za-z0-9]{3,}(?![A-Za-z0-9]|[^\\x20-\\x7e])");

  /**
   * What was found.
   *
   * @param isWhole whether all lines of the time were read
   */
  public record Found(List<LogLine> lines, Instant from, Instant to, boolean isWhole) {}

  /**
   * Reads the lines.
   *
   * @param first the time of the object's first event
   * @param last that of its last one
   */
  public Found read(CloudWatchLogsClient logs, List<LogGroup> groups, Instant first, Instant last) {
    var from = first.minus(BEFORE);
    var to = last.plus(AFTER);
    var lines = new ArrayList<LogLine>();
    var isWhole = true;
    for (var group : groups) {
      var read = 0;
      var found = group.lines(logs, from, Optional.of(to), term());
      while (found.hasNext() && read < MOST_READ && lines.size() < MOST_SHOWN) {
        var event = found.next();
        read++;
        if (isNamedIn(event.message())) {
          lines.add(LogLine.of(event));
        }
      }
      isWhole &= !found.hasNext();
    }
    lines.sort(Comparator.comparing(line -> line.event().time()));
    return new Found(List.copyOf(lines), from, to, isWhole);
  }

  /** The longest part of the key that CloudWatch can look for; empty if there is none. */
  private String term() {
    return TERM.matcher(key)
        .results()
        .map(match -> match.group())
        .max(Comparator.comparingInt(String::length))
        .map(term -> '"' + term + '"')
        .orElse("");
  }

  /** A line of one object names its bucket and key; one of a failure quotes both. */
  private boolean isNamedIn(String line) {
    try {
      var json = new JsonValue("", JsonReader.read(line));
      if (json.get("key").isEqualTo(key)
          && (json.get("bucket").isAbsent() || json.get("bucket").isEqualTo(bucket))) {
        return true;
      }
      var quoted = JsonText.quote("s3://" + bucket + "/" + key);
      return json.names().stream()
          .map(name -> json.get(name).value())
          .anyMatch(value -> value instanceof String text && text.contains(quoted));
    } catch (InvalidInputException e) {
      return line.contains(JsonText.quote("s3://" + bucket + "/" + key));
    }
  }
}
