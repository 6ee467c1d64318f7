package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.ops.preflight.Finding.Result;
import software.amazon.awssdk.services.iam.model.InvalidInputException;

/**
 * Asks IAM each row of the access matrix twice: what the policies of the repository say, and what
 * the account says. That the repository's policies keep the matrix is proven offline; here an
 * answer that differs is a mistake. A role that is not made yet has its planned policies, within
 * the boundary of the account.
 */
final class RightsCheck {
  /** How many differences are named for each role. */
  private static final int NAMED = 5;

  private final AccountRoles roles;
  private final PlannedPolicies policies;
  private final PolicySimulator simulator;
  private final Account account;

  RightsCheck(
      AccountRoles roles, PlannedPolicies policies, PolicySimulator simulator, Account account) {
    this.roles = roles;
    this.policies = policies;
    this.simulator = simulator;
    this.account = account;
  }

  /** Why nothing can be said of a role. */
  Optional<Finding> obstacle(String role) {
    var boundary = policies.boundary(role);
    return roles.isThere(role) || boundary.isEmpty() || roles.document(boundary).isPresent()
        ? Optional.empty()
        : Optional.of(Finding.notAsked(name(role), "the boundary " + boundary + " is missing"));
  }

  /** The answers that differ for one row. */
  RowAnswer answer(String role, Question row) {
    try {
      return differences(role, row);
    } catch (InvalidInputException e) {
      // IAM takes some actions only by themselves, and does not know each of them.
      var single = row.single();
      return single.size() == 1
          ? RowAnswer.unknown(row)
          : single.stream().map(one -> answer(role, one)).reduce(RowAnswer.NONE, RowAnswer::and);
    }
  }

  private RowAnswer differences(String role, Question row) {
    var documents = policies.documents(role);
    var boundary = policies.boundary(role);
    var planned = simulator.ofPolicies(documents, policies.managed(boundary).orElse(""), row);
    var actual = actual(role, row, documents, boundary);
    var differences = new ArrayList<String>();
    planned.forEach(
        (what, decision) -> {
          var now = actual.getOrDefault(what, "no answer");
          if (differs(decision, now, row.allowed())) {
            differences.add(
                "%s %s, %s (%s)"
                    .formatted(
                        now.equals(PolicySimulator.ALLOWED) ? "may" : "may not",
                        what,
                        now.equals(PolicySimulator.ALLOWED) ? "and should not" : "and should",
                        row.why()));
          }
        });
    return new RowAnswer(planned.size(), differences, List.of());
  }

  /**
   * Of a right that the policy of a resource gives, as that of Lambda's key, a role's own policies
   * say nothing; only a denial takes it away.
   */
  private static boolean differs(String planned, String actual, boolean allowed) {
    var mayByPlan = planned.equals(PolicySimulator.ALLOWED);
    return mayByPlan != actual.equals(PolicySimulator.ALLOWED)
        || (allowed
            && actual.equals(PolicySimulator.DENIED)
            && !planned.equals(PolicySimulator.DENIED));
  }

  private Map<String, String> actual(
      String role, Question row, List<String> documents, String boundary) {
    return roles.isThere(role)
        ? simulator.ofRole(account.role(role), row)
        : simulator.ofPolicies(documents, roles.document(boundary).orElse(""), row);
  }

  /** What is said of a role for whose rows these are the answers. */
  List<Finding> findings(String role, RowAnswer answer) {
    var findings = new ArrayList<Finding>();
    var differences = answer.differences();
    if (!answer.unknown().isEmpty()) {
      findings.add(
          Finding.notAnswered(
              name(role),
              "IAM's simulator does not know "
                  + String.join("; ", answer.unknown().stream().limit(NAMED).toList())));
    }
    if (differences.isEmpty()) {
      findings.add(Finding.ok(name(role), said(role, answer)));
      return findings;
    }
    var more = differences.size() - NAMED;
    var named = differences.stream().limit(NAMED).toList();
    findings.add(
        new Finding(
            name(role),
            Result.MISTAKE,
            role + " " + String.join("; ", named) + (more > 0 ? "; and " + more + " more" : ""),
            cures(role)));
    return findings;
  }

  private String said(String role, RowAnswer answer) {
    return "%s answers about %s are those of the repository%s"
        .formatted(answer.asked(), role, roles.isThere(role) ? "" : " (it is not made yet)");
  }

  private List<String> cures(String role) {
    var made = role.contains("-apply-") || role.contains("-plan-");
    return List.of(
        account.make(made ? "bootstrap" : "plan apply"),
        "if the same is said then: a policy of the organisation denies it, or somebody has"
            + " changed the role by hand");
  }

  private static String name(String role) {
    return "rights of " + role;
  }
}
