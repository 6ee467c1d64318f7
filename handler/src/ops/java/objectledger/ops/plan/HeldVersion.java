package objectledger.ops.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * The version that {@code live} stays on in a plan, as during a release or with a pin. A published
 * version knows the sources of the apply that made it: events of one that comes with the plan would
 * all fail.
 */
final class HeldVersion {
  private HeldVersion() {}

  /**
   * What a person has to know where the plan adds sources that the version does not know; nothing
   * where it adds none, or {@code live} follows the newest version.
   */
  static List<String> refusal(TerraformPlan plan, String environment) {
    var before = buckets(PlannedSources.before(plan)).toList();
    var added = buckets(PlannedSources.after(plan)).filter(name -> !before.contains(name)).toList();
    var version =
        plan.ofHandler("aws_lambda_alias").stream()
            .filter(alias -> !alias.before().isAbsent())
            .map(alias -> alias.after().get("function_version"))
            .filter(PlannedValue::isKnown)
            .map(PlannedValue::text)
            .findFirst();
    if (before.isEmpty() || added.isEmpty() || version.isEmpty()) {
      return List.of();
    }
    return List.of(
        "the plan adds %s, and live stays on version %s, which records no such bucket"
            .formatted(String.join(", ", added), version.get()),
        "bring it in without a release, and release afterwards:",
        "type: make plan apply ENV=" + environment,
        "where function.pinned_version holds live, write null first in envs/%s/terraform.tfvars"
            .formatted(environment));
  }

  /** Names that are known: a bucket that is made has its name in the plan. */
  private static Stream<String> buckets(PlannedSources sources) {
    return sources.byLabel().values().stream()
        .map(source -> source.get("bucket"))
        .filter(PlannedValue::isKnown)
        .map(PlannedValue::text);
  }
}
