package objectledger.ops.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.QuickClients;
import software.amazon.awssdk.regions.Region;

/** One look at a stack: Terraform's state first, which has all names, then everything at once. */
final class StatusLook {

  private final String environment;
  private final Path outputs;
  private final StatePlace place;
  private final InstantSource clock;
  private final Duration limit;
  private final Questions questions;
  private final StatusClients stateClients;
  private final Map<String, StatusClients> byRegion = new HashMap<>();

  /** Where the state is. */
  record StatePlace(String bucket, String key) {}

  /**
   * A look.
   *
   * @param outputs the file of the stack's outputs that this machine has, for when the state cannot
   *     be read; it may be missing
   * @param limit for what makes many calls; a single one that hangs ends after a second
   */
  StatusLook(
      String environment,
      Path outputs,
      StatePlace place,
      QuickClients clients,
      InstantSource clock,
      Duration limit) {
    this.environment = environment;
    this.outputs = outputs;
    this.place = place;
    this.clock = clock;
    this.limit = limit;
    this.questions = new Questions(limit);
    this.stateClients = new StatusClients(clients);
    byRegion.put(clients.region().id(), stateClients);
  }

  StatusReport look() throws IOException {
    var answer =
        questions.ask(() -> StateRow.read(stateClients.s3(), place.bucket(), place.key()), limit);
    return switch (answer) {
      case Answer.Known<StateRow> known when known.value().state().isEmpty() ->
          nothing("nothing is applied in " + environment, "make plan apply ENV=" + environment);
      case Answer.Known<StateRow> known -> {
        var row = known.value().row(environment, clock.instant());
        yield stack(known.value().state(), known.value().state().get().outputs(), row);
      }
      case Answer.Unknown<StateRow> unknown -> withoutState(unknown.refusal());
    };
  }

  private StatusReport nothing(String what, String cure) {
    return report(List.of(), Map.of(), List.of(new Finding(what, cure)), Map.of());
  }

  private StatusReport report(
      List<Row> state, Map<Part, List<Row>> rows, List<Finding> others, Map<String, String> names) {
    return new StatusReport(environment, clock.instant(), state, rows, others, names);
  }

  /** With the outputs that this machine has of the last apply that it saw. */
  private StatusReport withoutState(Refusal refusal) throws IOException {
    var row = Row.unknown("state", refusal);
    if (!Files.exists(outputs)) {
      return report(List.of(row), Map.of(), List.of(), Map.of());
    }
    try (var in = Files.newInputStream(outputs)) {
      return stack(Optional.empty(), JsonValue.read(in), row);
    }
  }

  private StatusReport stack(Optional<TerraformState> state, JsonValue values, Row row) {
    DeployedStack stack;
    try {
      stack = DeployedStack.of(values);
    } catch (InvalidInputException | CommandException e) {
      var finding =
          new Finding(
              "the stack of %s is applied in part only, or was destroyed: %s"
                  .formatted(environment, e.getMessage()),
              "make plan apply ENV=" + environment);
      return report(List.of(row), Map.of(), List.of(finding), Map.of());
    }
    // The state may be in another region than the stack.
    var clients =
        byRegion.computeIfAbsent(
            stack.stack().region(),
            region -> new StatusClients(new QuickClients(Region.of(region))));
    var asked = new Asked(stack, state, clients, clock.instant());
    var queue = values.get("queue").get("value").get("url").textOrEmpty();
    var rows = questions.ask(StackQuestions.of(asked, queue));
    return report(List.of(row), rows, List.of(), Names.of(stack, values));
  }
}
