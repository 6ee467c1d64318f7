package objectledger.ops.failures;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.DeployedStack;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/**
 * Finds in the function's log why a message of a queue was not recorded: the dead letter itself has
 * no cause.
 */
final class FunctionLog {
  /** CloudWatch reads 1 MB a page, and answers five requests a second. */
  private static final int PAGES = 100;

  private final CloudWatchLogsClient logs;
  private final String group;

  FunctionLog(CloudWatchLogsClient logs, String group) {
    this.logs = logs;
    this.group = group;
  }

  /** The log of a stack's function. */
  static FunctionLog of(DeployedStack deployment) {
    return new FunctionLog(deployment.clients().logs(), deployment.stack().logGroup());
  }

  /**
   * The causes by message id, as {@code EventsNotRecordedException} words them; of several receives
   * the last one counts. One search finds all: a search each would take a fifth of a second for
   * every message.
   *
   * @param since when the first of the messages was sent
   */
  Map<String, String> causes(Set<String> messageIds, Instant since) {
    var causes = new HashMap<String, Map<String, String>>();
    logs
        .filterLogEventsPaginator(
            filter ->
                filter
                    .logGroupName(group)
                    .filterPattern("\"not recorded\"")
                    .startTime(since.toEpochMilli()))
        .stream()
        .limit(PAGES)
        .flatMap(page -> page.events().stream())
        .forEach(event -> note(event.message(), messageIds, causes));
    var texts = new HashMap<String, String>();
    causes.forEach((id, byObject) -> texts.put(id, String.join("; ", byObject.values())));
    return texts;
  }

  private static void note(
      String line, Set<String> messageIds, Map<String, Map<String, String>> causes) {
    try {
      var json = new JsonValue("", JsonReader.read(line));
      var id = json.get("message_id").textOrEmpty();
      if (messageIds.contains(id) && json.get("message").isEqualTo("not recorded")) {
        var object = json.get("object").text();
        causes
            .computeIfAbsent(id, any -> new LinkedHashMap<>())
            .put(
                object,
                "%s %s: %s".formatted(object, json.get("fault").text(), json.get("cause").text()));
      }
    } catch (InvalidInputException e) {
      // Not a line of ours.
    }
  }
}
