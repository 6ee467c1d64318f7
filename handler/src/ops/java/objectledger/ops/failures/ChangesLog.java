package objectledger.ops.failures;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.ops.ChangesFunction;
import objectledger.ops.DeployedStack;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/**
 * Finds in the changes function's log why a batch was not written: the object that Lambda writes
 * about it has no cause.
 */
final class ChangesLog {
  /** CloudWatch reads 1 MB a page, and answers five requests a second. */
  private static final int PAGES = 100;

  /** By how much the clock of Lambda's own times may differ from the function's. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  private final CloudWatchLogsClient logs;
  private final String group;

  ChangesLog(CloudWatchLogsClient logs, String group) {
    this.logs = logs;
    this.group = group;
  }

  /** The log of a stack's changes function. */
  static ChangesLog of(DeployedStack deployment, ChangesFunction function) {
    return new ChangesLog(deployment.clients().logs(), function.logGroup());
  }

  /** A line that says why a batch was not written. */
  private record Line(Instant time, String label, String number, String cause) {
    /** Whether it can be about this batch, of which it may name a record. */
    boolean isAbout(FailedChanges changes, FailedChanges.Batch batch) {
      return label.equals(changes.label())
          && time.isBefore(changes.time().plus(CLOCKS))
          && (number.isEmpty() || batch.has(number));
    }
  }

  /**
   * The same batches and refusals, the batches with their causes where the log has one: of several
   * attempts that of the last. One search finds all.
   */
  List<FailedChanges> withCauses(List<FailedChanges> failed) {
    var since =
        failed.stream()
            .flatMap(changes -> changes.batch().stream())
            .map(FailedChanges.Batch::since)
            .min(Comparator.naturalOrder());
    if (since.isEmpty()) {
      return failed;
    }
    var lines = lines(since.get().minus(CLOCKS));
    return failed.stream()
        .map(
            changes ->
                changes
                    .batch()
                    .flatMap(
                        batch ->
                            lines.stream()
                                .filter(line -> line.isAbout(changes, batch))
                                .max(Comparator.comparing(Line::time)))
                    .map(line -> changes.because(line.cause(), ""))
                    .orElse(changes))
        .toList();
  }

  private List<Line> lines(Instant since) {
    var lines = new ArrayList<Line>();
    logs
        .filterLogEventsPaginator(
            filter ->
                filter
                    .logGroupName(group)
                    .filterPattern("\"changes not written\"")
                    .startTime(since.toEpochMilli()))
        .stream()
        .limit(PAGES)
        .flatMap(page -> page.events().stream())
        .forEach(event -> line(event.message()).ifPresent(lines::add));
    return lines;
  }

  private static Optional<Line> line(String text) {
    try {
      var json = new JsonValue("", JsonReader.read(text));
      return json.get("message").isEqualTo("changes not written")
          ? Optional.of(
              new Line(
                  Instant.parse(json.get("timestamp").text()),
                  json.get("label").text(),
                  json.get("sequence_number").textOrEmpty(),
                  "%s: %s"
                      .formatted(
                          json.get("fault").text(), JsonText.oneLine(json.get("reason").text()))))
          : Optional.empty();
    } catch (InvalidInputException | DateTimeException e) {
      // Not a line of ours.
      return Optional.empty();
    }
  }
}
