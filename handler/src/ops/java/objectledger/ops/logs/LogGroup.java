package objectledger.ops.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.NearestName;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;

/**
 * The log of one function.
 *
 * @param function handler, documents or changes
 * @param name of its log group
 */
public record LogGroup(String function, String name) {
  /** Those of a stack. */
  public static List<LogGroup> of(DeployedStack stack) {
    var groups = new ArrayList<LogGroup>();
    groups.add(new LogGroup("handler", stack.stack().logGroup()));
    stack
        .documents()
        .ifPresent(function -> groups.add(new LogGroup("documents", function.logGroup())));
    stack.changes().ifPresent(function -> groups.add(new LogGroup("changes", function.logGroup())));
    return groups;
  }

  /**
   * Those of the function that a setting names, or of all.
   *
   * @throws CommandException if the stack has no such function
   */
  static List<LogGroup> selected(List<LogGroup> groups, String function) {
    if (function.isEmpty()) {
      return groups;
    }
    var found = groups.stream().filter(group -> group.function().equals(function)).toList();
    if (found.isEmpty()) {
      var names = groups.stream().map(LogGroup::function).toList();
      throw new CommandException(
          "the stack has no function %s: its functions are %s"
              .formatted(function, String.join(", ", names)),
          NearestName.of(function, names)
              .map(near -> "did you mean FUNCTION=" + near + "?")
              .stream()
              .toList());
    }
    return found;
  }

  /**
   * The lines from a time on, in their order, read page by page.
   *
   * @param pattern of CloudWatch, which the lines have to match; empty for all
   * @param until a time; empty if there is no end
   */
  public Iterator<LogEvent> lines(
      CloudWatchLogsClient logs, Instant since, Optional<Instant> until, String pattern) {
    var request =
        FilterLogEventsRequest.builder().logGroupName(name).startTime(since.toEpochMilli());
    until.ifPresent(time -> request.endTime(time.toEpochMilli()));
    if (!pattern.isEmpty()) {
      request.filterPattern(pattern);
    }
    return logs.filterLogEventsPaginator(request.build()).events().stream()
        .map(
            event ->
                new LogEvent(
                    function,
                    event.eventId(),
                    Instant.ofEpochMilli(event.timestamp()),
                    event.message()))
        .iterator();
  }
}
