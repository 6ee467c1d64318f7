package objectledger.ops.preflight;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether both modules can be planned. Where Terraform refuses the values, it has said why. */
record PlansCheck(PreflightFiles files, Account account) {
  static final String BOOTSTRAP = "terraform/bootstrap";
  static final String STACK = "terraform";

  private static final String NAME = "plans";

  List<Finding> run() {
    var failed =
        Stream.of(of(BOOTSTRAP, files.bootstrap()), of(STACK, files.stack()))
            .flatMap(Optional::stream)
            .toList();
    return failed.isEmpty()
        ? List.of(Finding.ok(NAME, "both modules can be planned for an empty account"))
        : failed;
  }

  private Optional<Finding> of(String module, Optional<PlannedResources> plan) {
    return plan.isPresent()
        ? Optional.empty()
        : Optional.of(
            Finding.mistake(
                NAME,
                module + " could not be planned: Terraform says why, above",
                "correct what it names in " + account.file("terraform.tfvars")));
  }

  /** Why nothing is asked that needs the plan of a module; empty where it is there. */
  static String missing(String noState, Optional<PlannedResources> plan, String module) {
    return !noState.isEmpty() ? noState : plan.isEmpty() ? module + " could not be planned" : "";
  }
}
