package objectledger.ops.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.lambda.Sha256;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.TerminalText;

/** Summarises a saved plan, and refuses one that is not the plan that was reviewed. */
final class PlanCommand {
  private PlanCommand() {}

  /**
   * Reads a plan as {@code terraform show -json} prints it. The arguments are the folder for the
   * summary, the file that locks the providers, the handler's package and, where the plan has a
   * changes function, its package. The settings {@code DIGEST} and {@code REVIEWED} name the plan
   * that was reviewed, and the file of its summary.
   */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, UTF_8);
    try {
      var lock = Sha256.hex(Files.readAllBytes(Path.of(arguments[1])));
      var packages = PlannedPackages.of(Arrays.stream(arguments).skip(2).map(Path::of).toList());
      var plan = TerraformPlan.read(System.in);
      var summary = new PlanSummary(plan, Command.setting("ENV"), packages, lock);
      summary.write(Path.of(arguments[0]), out);
      end(summary.refusal(Command.setting("DIGEST"), reviewed(Command.setting("REVIEWED"))));
    } catch (IOException e) {
      end(List.of(e.getClass().getSimpleName() + ": " + e.getMessage()));
    } catch (CommandException e) {
      end(List.of(e.getMessage()));
    } catch (InvalidInputException e) {
      end(List.of("the plan or its summary cannot be read: " + e.getMessage()));
    }
  }

  private static Optional<ReviewedPlan> reviewed(String file) throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(Path.of(file))) {
      return Optional.of(new ReviewedPlan(JsonValue.read(in)));
    }
  }

  private static void end(List<String> problem) {
    for (var i = 0; i < problem.size(); i++) {
      System.err.println((i == 0 ? "error: " : "  ") + TerminalText.of(problem.get(i)));
    }
    System.exit(problem.isEmpty() ? 0 : 1);
  }
}
