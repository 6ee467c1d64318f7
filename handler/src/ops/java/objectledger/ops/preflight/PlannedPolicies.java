package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import objectledger.ops.preflight.PlannedResources.Resource;

/**
 * The policies that the plans of the bootstrap and of the stack give to roles.
 *
 * @param plans of both, or of the one that could be planned
 */
record PlannedPolicies(List<PlannedResources> plans) {
  /**
   * The documents of a role, its own and those that are attached; empty if no plan has the role.
   */
  List<String> documents(String role) {
    var documents = new ArrayList<String>();
    of("aws_iam_role_policy")
        .filter(policy -> policy.value("role").equals(role))
        .forEach(policy -> documents.add(policy.value("policy")));
    attached(role).forEach(arn -> managed(arn).ifPresent(documents::add));
    return documents;
  }

  /** The ARNs that are attached to a role. */
  List<String> attached(String role) {
    return of("aws_iam_role_policy_attachment")
        .filter(one -> one.value("role").equals(role))
        .map(one -> one.value("policy_arn"))
        .toList();
  }

  /** The ARN of what bounds a role; empty where nothing does. */
  String boundary(String role) {
    return role(role).map(one -> one.value("permissions_boundary")).orElse("");
  }

  /** What a managed policy says, by its ARN. */
  Optional<String> managed(String arn) {
    return of("aws_iam_policy")
        .filter(policy -> arn.endsWith(":policy/" + policy.value("name")))
        .map(policy -> policy.value("policy"))
        .findFirst();
  }

  /** Who may become a role. */
  String trust(String role) {
    return role(role).map(one -> one.value("assume_role_policy")).orElse("");
  }

  /** The boundaries that roles of the plans have. */
  List<String> boundaries() {
    return of("aws_iam_role")
        .map(role -> role.value("permissions_boundary"))
        .filter(arn -> !arn.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /** The names of all roles of the plans. */
  List<String> roles() {
    return of("aws_iam_role").map(role -> role.value("name")).sorted().toList();
  }

  private Optional<Resource> role(String name) {
    return of("aws_iam_role").filter(role -> role.value("name").equals(name)).findFirst();
  }

  private Stream<Resource> of(String type) {
    return plans.stream().flatMap(plan -> plan.of(type).stream());
  }
}
