package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes of permissions in a plan: the statements of policies, and attributes that grant
 * access.
 */
final class Permissions {
  /** Types of resources that grant or deny access by other attributes than a policy. */
  private static final Map<String, List<String>> WITHOUT_POLICY =
      Map.of(
          "aws_iam_role", List.of("permissions_boundary"),
          "aws_iam_role_policy_attachment", List.of("policy_arn"),
          "aws_lambda_function", List.of("role"),
          "aws_lambda_function_url", List.of("authorization_type", "qualifier"),
          "aws_lambda_permission",
              List.of(
                  "action",
                  "qualifier",
                  "principal",
                  "principal_org_id",
                  "source_arn",
                  "source_account"),
          "aws_s3_bucket_public_access_block",
              List.of(
                  "block_public_acls",
                  "block_public_policy",
                  "ignore_public_acls",
                  "restrict_public_buckets"));

  /** What a policy belongs to: the first of these that the resource has. */
  private static final List<String> OWNERS =
      List.of("function_name", "role", "bucket", "queue_url", "secret_arn", "topic_arn", "name");

  private Permissions() {}

  /** The lines for a report: each resource, and below it what is taken away and what is added. */
  static List<String> lines(TerraformPlan plan, ReportFormat format) {
    var lines = new ArrayList<String>();
    for (var change : plan.changes()) {
      for (var attribute : attributes(change)) {
        var differences = differences(change, attribute, format);
        if (!differences.isEmpty()) {
          lines.add(format.item(title(change, attribute, format)));
          differences.forEach(line -> lines.add("  " + format.item(line)));
        }
      }
    }
    return lines;
  }

  /** The attributes that hold a policy, whatever they are called; and one name for all the rest. */
  private static List<String> attributes(ResourceChange change) {
    var attributes = new ArrayList<String>();
    for (var name : change.names()) {
      if (isPolicy(name, change.before()) || isPolicy(name, change.after())) {
        attributes.add(name);
      }
    }
    // What a bucket itself says of its policy is a copy of what aws_s3_bucket_policy sets.
    if (change.is("aws_s3_bucket")) {
      attributes.clear();
    }
    if (WITHOUT_POLICY.keySet().stream().anyMatch(change::is)) {
      attributes.add("");
    }
    return attributes;
  }

  private static boolean isPolicy(String name, PlannedValue side) {
    var usual = List.of("policy", "assume_role_policy").contains(name);
    return PolicyStatement.isPolicy(side.get(name).text())
        || (usual && !side.get(name).isAbsent() && !side.get(name).isKnown());
  }

  private static List<String> differences(
      ResourceChange change, String attribute, ReportFormat format) {
    var before = granted(change, attribute, change.before());
    var after = granted(change, attribute, change.after());
    var lines = new ArrayList<String>();
    var moves = !owner(change.before()).equals(owner(change.after()));
    for (var line : before) {
      if (moves || !after.contains(line)) {
        lines.add("removed " + format.quote(line));
      }
    }
    for (var line : after) {
      if (moves || !before.contains(line)) {
        lines.add("added " + format.quote(line));
      }
    }
    if (lines.isEmpty() && !attribute.isEmpty() && change.differs(attribute)) {
      lines.add("changes in a way that no line here can show");
    }
    return lines;
  }

  private static Set<String> granted(ResourceChange change, String attribute, PlannedValue side) {
    if (side.isAbsent()) {
      return new LinkedHashSet<>();
    }
    if (!attribute.isEmpty()) {
      var value = side.get(attribute);
      return value.isKnown() && PolicyStatement.isPolicy(value.text())
          ? new LinkedHashSet<>(PolicyStatement.lines(value.text()))
          : new LinkedHashSet<>(value.isAbsent() ? List.of() : List.of(value.text()));
    }
    var facts = new ArrayList<String>();
    for (var name : WITHOUT_POLICY.get(change.type())) {
      if (!side.get(name).text().isEmpty()) {
        facts.add(name + " = " + side.get(name).text());
      }
    }
    return new LinkedHashSet<>(facts.isEmpty() ? List.of() : List.of(String.join(", ", facts)));
  }

  private static String title(ResourceChange change, String attribute, ReportFormat format) {
    var owner = owner(change.after().value() == null ? change.before() : change.after());
    return format.quote(change.address())
        + (owner.isEmpty() ? "" : " of " + format.quote(owner))
        + (attribute.isEmpty() ? "" : ", " + format.quote(attribute));
  }

  /** Who or what the permissions are of; when it changes, all of them move. */
  private static String owner(PlannedValue side) {
    return OWNERS.stream()
        .map(name -> side.get(name).text())
        .filter(owner -> !owner.isEmpty())
        .findFirst()
        .orElse("");
  }
}
