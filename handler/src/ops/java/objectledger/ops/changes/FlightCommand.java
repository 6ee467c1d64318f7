package objectledger.ops.changes;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import objectledger.changes.Declaration;
import objectledger.changes.StoredRow;
import objectledger.changes.TargetTable;
import objectledger.lambda.FailureException;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.EventFile;
import objectledger.ops.ShutdownSignal;

/**
 * Changes an item of its own and waits for its row; or, with {@code EVENT}, invokes the alias with
 * a recorded event and prints the answer.
 */
final class FlightCommand {
  private FlightCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, stack -> Command.isSet("EVENT") ? invoke(stack) : fly(stack));
  }

  private static int invoke(DeployedStack deployment) throws IOException {
    var label = DeclaredLabel.of(deployment, "flight");
    var function = label.function();
    var event =
        EventFile.setting(
            "write an event as Lambda sends it into a file, as docs/changes.md shows, then: make"
                + " flight ENV=%s CHANGES=%s EVENT=event.json"
                    .formatted(deployment.stack().environment(), label.declaration().label()));
    var response = event.invoke(deployment.live(function));
    EventFile.print(response, System.out);
    if (response.problem().isPresent()) {
      throw new CommandException(
          "the changes of %s are not all written".formatted(event.file()),
          List.of("to see why: " + deployment.logCommand("changes")));
    }
    System.err.printf(
        "what was refused is not in the answer. To see it: make failures ENV=%s%n",
        deployment.stack().environment());
    return 0;
  }

  private static int fly(DeployedStack deployment) {
    var label = DeclaredLabel.of(deployment, "flight");
    var environment = deployment.stack().environment();
    var name = label.declaration().label();
    var wait = Duration.ofSeconds(Command.number("WAIT", 60));
    try (var shutdown = ShutdownSignal.ofThisProcess();
        var table = label.table(deployment);
        var item = item(deployment, label.declaration())) {
      new Flight(item, rows(table), wait, shutdown, System::nanoTime, System.out).run();
      return 0;
    } catch (CommandException e) {
      throw new CommandException(
          e.getMessage(),
          List.of(
              "to see why: make failures ENV=%s CHANGES=%s".formatted(environment, name),
              "and: " + deployment.logCommand("changes"),
              "a filter of the label may leave the item out; a stream that has just been connected"
                  + " may need a minute: WAIT=180"));
    } catch (FailureException e) {
      var again = "make flight ENV=%s CHANGES=%s".formatted(environment, name);
      throw label.refused(e, environment, again);
    }
  }

  private static FlightItem item(DeployedStack deployment, Declaration declaration) {
    var clients = deployment.clients();
    return declaration.format() == Declaration.Format.DYNAMODB
        ? new TableItem(clients.dynamoDb(), declaration)
        : new StreamItem(clients.kinesis(), declaration, System.currentTimeMillis());
  }

  private static Flight.Rows rows(TargetTable table) {
    return new Flight.Rows() {
      @Override
      public Optional<StoredRow> find(List<String> key) {
        return table.find(key, DeclaredLabel.deadline());
      }

      @Override
      public void remove(List<String> key) {
        table.remove(key, DeclaredLabel.deadline());
      }
    };
  }
}
