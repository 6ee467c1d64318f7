package objectledger.ops.find;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.ops.DeployedStack;
import objectledger.ops.Source;
import objectledger.ops.TerminalText;
import objectledger.ops.logs.LogGroup;
import objectledger.ops.logs.ObjectLines;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Prints what the functions have logged about the objects that were found. */
final class FoundLines {
  /** A request for many objects is told by its first ones. */
  private static final int OBJECTS = 3;

  /** Of an object without a record: it may have just failed. */
  private static final Duration WITHOUT_RECORD = Duration.ofHours(1);

  private final CloudWatchLogsClient logs;
  private final DeployedStack deployment;
  private final PrintStream out;

  FoundLines(CloudWatchLogsClient logs, DeployedStack deployment, PrintStream out) {
    this.logs = logs;
    this.deployment = deployment;
    this.out = out;
  }

  /** The lines around the records, or those of the last hour of the search if there are none. */
  void print(List<JournalEntry> records, List<Source> sources, FindRequest request) {
    var times = new TreeMap<String, List<Instant>>();
    var objects = new TreeMap<String, ObjectLines>();
    for (var entry : records) {
      var key = entry.json().get("key").text();
      add(entry.source(), key, entry.time(), objects, times);
    }
    if (records.isEmpty() && !request.key().isEmpty()) {
      for (var source : sources) {
        for (var time : List.of(request.until().minus(WITHOUT_RECORD), request.until())) {
          add(source, request.key(), time, objects, times);
        }
      }
    }
    objects.entrySet().stream()
        .limit(OBJECTS)
        .forEach(object -> print(object.getValue(), times.get(object.getKey())));
  }

  private static void add(
      Source source,
      String key,
      Instant time,
      Map<String, ObjectLines> objects,
      Map<String, List<Instant>> times) {
    var name = source.bucket() + "/" + key;
    objects.put(name, new ObjectLines(source.bucket(), key));
    times.computeIfAbsent(name, any -> new ArrayList<>()).add(time);
  }

  private void print(ObjectLines object, List<Instant> times) {
    try {
      var found =
          object.read(
              logs,
              LogGroup.of(deployment),
              times.stream().min(Instant::compareTo).orElseThrow(),
              times.stream().max(Instant::compareTo).orElseThrow());
      found.lines().forEach(line -> out.println("log     " + line.toText()));
      out.printf(
          "%s s3://%s/%s from %s to %s%s%n%n",
          switch (found.lines().size()) {
            case 0 -> "no log lines name";
            case 1 -> "1 log line names";
            default -> found.lines().size() + " log lines name";
          },
          object.bucket(),
          TerminalText.of(object.key()),
          found.from().truncatedTo(ChronoUnit.SECONDS),
          found.to().truncatedTo(ChronoUnit.SECONDS),
          found.isWhole() ? "" : ": there are more than were read");
    } catch (SdkException e) {
      out.printf("the log was not read: %s%n", TerminalText.of(String.valueOf(e.getMessage())));
    }
  }
}
