package objectledger.ops.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import objectledger.ops.DeployedStack;

/**
 * What every question knows.
 *
 * @param state empty where it could not be read: then nothing is compared with the last apply
 * @param now the time of the look
 */
record Asked(
    DeployedStack stack, Optional<TerraformState> state, StatusClients clients, Instant now) {
  String environment() {
    return stack.stack().environment();
  }

  /** A command as it is typed for this environment. */
  String make(String target, String... settings) {
    var given = settings.length == 0 ? "" : " " + String.join(" ", settings);
    return "make " + target + " ENV=" + environment() + given;
  }

  /** The command that puts back what somebody changed past Terraform. */
  String applyAgain() {
    return make("plan apply");
  }

  /** The resources of a type in the state; none where that could not be read. */
  List<TerraformState.Resource> resources(String type) {
    return state.map(read -> read.resources(type)).orElse(List.of());
  }
}
