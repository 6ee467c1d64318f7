package objectledger.ops.logs;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.TerminalText;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Prints what the functions have logged; goes on where that is asked for. */
final class LogsCommand {
  /** CloudWatch answers five requests a second in an account and region. */
  private static final long PAUSE_MILLIS = 2000;

  private final CloudWatchLogsClient logs;
  private final List<LogGroup> groups;
  private final LogLevel level;
  private final InstantSource clock;

  private LogsCommand(
      CloudWatchLogsClient logs, List<LogGroup> groups, LogLevel level, InstantSource clock) {
    this.logs = logs;
    this.groups = groups;
    this.level = level;
    this.clock = clock;
  }

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, stack -> run(stack, InstantSource.system()));
  }

  private static int run(DeployedStack stack, InstantSource clock) {
    var groups = LogGroup.selected(LogGroup.of(stack), Command.setting("FUNCTION"));
    var level = LogLevel.setting(Command.setting("LEVEL"));
    var since = LogSince.parse(Command.setting("SINCE"), clock.instant());
    try (var logs = stack.clients().logs()) {
      var command = new LogsCommand(logs, groups, level, clock);
      if (Command.isSet("FOLLOW")) {
        command.follow(since);
      }
      return command.printOnce(since);
    }
  }

  private int printOnce(Instant since) {
    var printed =
        print(new MergedLines(groups.stream().map(group -> lines(group, since)).toList()));
    if (printed > 0) {
      return 0;
    }
    System.err.printf(
        "no lines of %s since %s%s%n",
        String.join(", ", groups.stream().map(LogGroup::name).toList()),
        since.truncatedTo(ChronoUnit.SECONDS),
        level.compareTo(LogLevel.INFO) > 0 ? " of the level " + level + " or above" : "");
    System.err.println("  to look further back, add: SINCE=1d");
    return 1;
  }

  private Iterator<LogEvent> lines(LogGroup group, Instant since) {
    return group.lines(logs, since, Optional.empty(), "");
  }

  /** Until the process is interrupted. */
  private void follow(Instant since) {
    var followers =
        groups.stream().map(group -> new LogFollower(from -> lines(group, from), since)).toList();
    while (true) {
      poll(followers);
      System.out.flush();
      pause();
    }
  }

  /** A network that is away for a while does not end it. */
  private void poll(List<LogFollower> followers) {
    var now = clock.instant();
    for (var follower : followers) {
      try {
        print(follower.poll(now).iterator());
      } catch (SdkClientException e) {
        System.err.println("warning: " + TerminalText.of(e.getMessage()) + ": trying again");
      }
    }
  }

  private int print(Iterator<LogEvent> events) {
    var printed = 0;
    while (events.hasNext()) {
      var line = LogLine.of(events.next());
      if (line.isAtLeast(level)) {
        System.out.println(line.toText());
        printed++;
      }
    }
    return printed;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", e);
    }
  }
}
