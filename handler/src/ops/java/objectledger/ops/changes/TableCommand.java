package objectledger.ops.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import objectledger.changes.TableDefinition;
import objectledger.changes.Target;
import objectledger.lambda.FailureException;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;

/**
 * Prints the statement that creates the table of a label; with {@code APPLY} runs it, and says what
 * of a table that is there already differs from it.
 */
final class TableCommand {
  private TableCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, TableCommand::run);
  }

  private static int run(DeployedStack deployment) {
    var label = DeclaredLabel.of(deployment, "table");
    var target = label.declaration().target();
    var environment = deployment.stack().environment();
    var name = label.declaration().label();
    var command = "make table ENV=%s CHANGES=%s APPLY=1".formatted(environment, name);
    if (Command.isSet("KEY")) {
      if (Command.isSet("APPLY")) {
        throw new CommandException(
            "KEY prints a row, and APPLY makes the table: leave one of them out");
      }
      return new RowCommand(label, environment).run(deployment);
    }
    System.out.println(TableDefinition.of(target) + ";");
    if (!Command.isSet("APPLY")) {
      System.err.println("nothing was run. To run it: " + command);
      return 0;
    }
    try (var table = label.table(deployment)) {
      var before = table.columns(DeclaredLabel.deadline());
      if (before.isEmpty()) {
        table.create(DeclaredLabel.deadline());
        System.out.println("the table was created");
      }
      var differences =
          differences(target, before.isEmpty() ? table.columns(DeclaredLabel.deadline()) : before);
      if (!before.isEmpty()) {
        System.out.printf(
            "the table is there already, and %s%n",
            differences.isEmpty() ? "has these columns" : "was left as it is");
      }
      if (!differences.isEmpty()) {
        throw new CommandException("the table is not as it is declared", differences);
      }
      return 0;
    } catch (FailureException e) {
      throw label.refused(e, environment, command);
    }
  }

  /** What of a table differs from its declaration, and what to do about it. */
  static List<String> differences(Target target, Map<String, String> columns) {
    var differences = new ArrayList<String>();
    TableDefinition.types(target)
        .forEach(
            (name, type) -> {
              var present = columns.get(name);
              if (present == null) {
                differences.add(
                    "the column %s is missing: ALTER TABLE \"%s\".\"%s\" ADD COLUMN \"%s\" %s"
                        .formatted(name, target.schema(), target.table(), name, type));
              } else if (!present.startsWith(type)) {
                differences.add(
                    "the column %s is of the type %s, and declared as %s"
                        .formatted(name, present, type));
              }
            });
    return differences;
  }
}
