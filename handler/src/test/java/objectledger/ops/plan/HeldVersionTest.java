package objectledger.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proves that no source comes to a version of the function that does not know it. */
class HeldVersionTest {
  private static final String ALIAS = "module.handler.aws_lambda_alias.live";
  private static final Map<String, Object> ONE = Map.of("source", Map.of("bucket", "first"));
  private static final Map<String, Object> TWO =
      Map.of("source", Map.of("bucket", "first"), "landing", Map.of("bucket", "second"));

  @Test
  void sourceIsRefusedWhileLiveStaysOnAnOlderVersion() {
    var refusal = HeldVersion.refusal(plan(ONE, TWO, false), "dev");

    assertThat(refusal.getFirst())
        .isEqualTo(
            "the plan adds second, and live stays on version 1, which records no such bucket");
    assertThat(refusal).contains("type: make plan apply ENV=dev");
  }

  @Test
  void sourceComesWithTheVersionThatThePlanMakes() {
    assertThat(HeldVersion.refusal(plan(ONE, TWO, true), "dev")).isEmpty();
  }

  @Test
  void nothingIsRefusedWithoutNewSource() {
    assertThat(HeldVersion.refusal(plan(TWO, TWO, false), "dev")).isEmpty();
    assertThat(HeldVersion.refusal(plan(TWO, ONE, false), "dev")).isEmpty();
    var renamed = Map.<String, Object>of("landing", Map.of("bucket", "first"));
    assertThat(HeldVersion.refusal(plan(ONE, renamed, false), "dev")).isEmpty();
    assertThat(HeldVersion.refusal(plan(Map.of(), TWO, false), "dev")).isEmpty();
  }

  private static TerraformPlan plan(
      Map<String, Object> before, Map<String, Object> after, boolean publishes) {
    var tree = Plans.tree("nothing");
    var outputs = new HashMap<>(Plans.map(tree.get("output_changes")));
    outputs.keySet().removeAll(List.of("source_bucket", "trigger"));
    outputs.put("sources", Map.of("actions", "update", "before", before, "after", after));
    tree.put("output_changes", outputs);
    Map<String, Object> change = Plans.in(Plans.resource(tree, ALIAS), "change");
    if (publishes) {
      Plans.<Map<String, Object>>in(change, "after").remove("function_version");
      change.put("after_unknown", Map.of("function_version", true));
    }
    return Plans.of(tree);
  }
}
