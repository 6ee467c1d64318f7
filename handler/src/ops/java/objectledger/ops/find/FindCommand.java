package objectledger.ops.find;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.UtcTime;

/** Prints the records and the latest document of an object, or the records of a request. */
final class FindCommand {
  /** Most searches are for something that has just happened. */
  private static final Duration DEFAULT_RANGE = Duration.ofDays(1);

  private FindCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, deployment -> find(deployment, InstantSource.system()));
  }

  private static int find(DeployedStack deployment, InstantSource clock) {
    var until =
        Command.isSet("UNTIL") ? UtcTime.parse("UNTIL", Command.setting("UNTIL")) : clock.instant();
    var since =
        Command.isSet("SINCE")
            ? UtcTime.parse("SINCE", Command.setting("SINCE"))
            : until.minus(DEFAULT_RANGE);
    if (since.isAfter(until)) {
      throw new CommandException(
          "SINCE is %s and UNTIL %s, which is earlier: nothing can be between them"
              .formatted(since, until.truncatedTo(ChronoUnit.SECONDS)));
    }
    var request =
        new FindRequest(
            Command.setting("KEY"),
            Command.setting("REQUEST_ID"),
            since,
            until,
            Command.number("LIMIT", 100_000));
    var sources = deployment.stack().sources().selected(Command.setting("SOURCE"));
    try (var s3 = deployment.clients().s3();
        var logs = deployment.clients().logs()) {
      return new Find(s3, logs, deployment, sources, request, System.out).run();
    }
  }
}
