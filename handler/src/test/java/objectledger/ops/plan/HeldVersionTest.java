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
  void versionOfAnotherFunctionDoesNotHoldTheLedgers() {
    var tree = tree(ONE, TWO, false);
    var documents = new HashMap<>(Plans.resource(tree, ALIAS));
    documents.put("address", "module.documents[0].aws_lambda_alias.live");
    Plans.list(tree.get("resource_changes")).add(documents);
    publish(tree);

    assertThat(HeldVersion.refusal(Plans.of(tree), "dev")).isEmpty();
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
    return Plans.of(tree(before, after, publishes));
  }

  private static Map<String, Object> tree(
      Map<String, Object> before, Map<String, Object> after, boolean publishes) {
    var tree = Plans.tree("nothing");
    var outputs = new HashMap<>(Plans.map(tree.get("output_changes")));
    outputs.keySet().removeAll(List.of("source_bucket", "trigger"));
    outputs.put("sources", Map.of("actions", "update", "before", before, "after", after));
    tree.put("output_changes", outputs);
    if (publishes) {
      publish(tree);
    }
    return tree;
  }

  /** The ledger's function has a new version, whose number only the apply knows. */
  private static void publish(Map<String, Object> tree) {
    var alias = Plans.resource(tree, ALIAS);
    var change = new HashMap<>(Plans.<Map<String, Object>>in(alias, "change"));
    var after = new HashMap<>(Plans.<Map<String, Object>>in(change, "after"));
    after.remove("function_version");
    change.put("after", after);
    change.put("after_unknown", Map.of("function_version", true));
    alias.put("change", change);
  }
}
