package objectledger.ops.flight;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.EventFile;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.logs.LogEvent;
import objectledger.ops.logs.LogLine;

/**
 * Puts an object of its own into a source and waits for its record; or, with {@code EVENT}, invokes
 * the alias with a recorded event, and prints the answer and the log.
 */
final class FlightCommand {
  private FlightCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(
        arguments,
        stack -> Command.isSet("EVENT") ? invoke(stack) : fly(stack, InstantSource.system()));
  }

  private static int fly(DeployedStack deployment, InstantSource clock) {
    var stack = deployment.stack();
    var command = "make flight ENV=" + stack.environment();
    var source = stack.sources().only(Command.setting("SOURCE"), command);
    var wait = Duration.ofSeconds(Command.number("WAIT", 60));
    try (var shutdown = ShutdownSignal.ofThisProcess();
        var s3 = stack.s3()) {
      var ledger =
          new LedgerReader(s3, stack, source, clock.instant(), wait, shutdown::isRequested);
      var objects = TestObjects.ofNewRun(s3, source);
      new ObjectFlight(objects, ledger, stack.ledgerBucket(), clock, System.out).run();
      return 0;
    }
  }

  private static int invoke(DeployedStack deployment) throws IOException {
    var environment = deployment.stack().environment();
    var event =
        EventFile.setting(
            "write an event as S3 sends it into a file, then: make flight ENV=%s EVENT=event.json"
                .formatted(environment));
    var response = event.invoke(deployment.liveWithLog());
    EventFile.print(response, System.out);
    response
        .log()
        .lines()
        .map(line -> LogLine.of(new LogEvent("handler", "", Instant.EPOCH, line)))
        .forEach(line -> System.out.println("log     " + line.toShortText()));
    if (response.problem().isPresent()) {
      throw new CommandException(
          "the events of %s are not all recorded: %s"
              .formatted(event.file(), response.problem().get()),
          List.of("to see more of the log: make logs ENV=" + environment));
    }
    return 0;
  }
}
