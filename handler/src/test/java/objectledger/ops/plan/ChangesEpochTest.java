package objectledger.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Proves that no label of changes gets another stream without a greater epoch. */
class ChangesEpochTest {
  private static final String FIRST = "arn:aws:dynamodb:eu-west-1:1:table/t/stream/1";
  private static final String SECOND = "arn:aws:dynamodb:eu-west-1:1:table/t/stream/2";

  @Test
  void streamThatIsReplacedWithinAnEpochIsRefused() {
    assertThat(refusal(3, 3, SECOND))
        .containsExactly(
            "changes.orders gets another stream, and its epoch stays 3",
            "its changes count anew, and would be taken for older than the rows that are there",
            "write in envs/dev/terraform.tfvars, in changes.orders: epoch = 4");
    assertThat(refusal(3, 2, SECOND)).isNotEmpty();
  }

  @Test
  void streamThatOnlyTheApplyKnowsIsAnotherOne() {
    assertThat(refusal(0, 0, null)).isNotEmpty();
    assertThat(refusal(0, 1, null)).isEmpty();
  }

  @Test
  void greaterEpochTakesAnotherStream() {
    assertThat(refusal(3, 4, SECOND)).isEmpty();
  }

  @Test
  void sameStreamNeedsNoEpoch() {
    assertThat(refusal(3, 3, FIRST)).isEmpty();
  }

  @Test
  void mappingThatIsMadeForTheFirstTimeOrRemovedIsNotRefused() {
    var made = tree(0, 0, SECOND);
    change(made).put("before", null);
    Plans.map(Plans.in(made, "output_changes", "changes")).put("before", null);
    var removed = tree(0, 0, FIRST);
    change(removed).put("after", null);
    Plans.map(Plans.in(removed, "output_changes", "changes")).put("after", null);

    assertThat(ChangesEpoch.refusal(Plans.of(made), "dev")).isEmpty();
    assertThat(ChangesEpoch.refusal(Plans.of(removed), "dev")).isEmpty();
    assertThat(ChangesEpoch.refusal(Plans.of("switch"), "dev")).isEmpty();
  }

  @Test
  void mappingThatAStoppedApplyHasDestroyedIsStillThatOfTheRowsThatAreThere() {
    var tree = tree(0, 0, SECOND);
    change(tree).put("before", null);
    output(tree, "after", "arn:aws:dynamodb:eu-west-1:1:table/other", 0);

    assertThat(ChangesEpoch.refusal(Plans.of(tree), "dev")).isNotEmpty();
  }

  @Test
  void refusedPlanIsRefusedWithItsDigestToo() {
    var plan = Plans.of(tree(0, 0, SECOND));
    var digest = PlanDigest.of(plan, Plans.PACKAGES, Plans.LOCK);

    var refusal =
        new PlanSummary(plan, "dev", Plans.PACKAGES, Plans.LOCK).refusal(digest, Optional.empty());

    assertThat(refusal.getFirst())
        .isEqualTo("changes.orders gets another stream, and its epoch stays 0");
  }

  private static List<String> refusal(int before, int after, String stream) {
    return ChangesEpoch.refusal(Plans.of(tree(before, after, stream)), "dev");
  }

  /** A plan of a label with these epochs, whose stream becomes this one; null: not yet known. */
  private static Map<String, Object> tree(int before, int after, String stream) {
    var known = new HashMap<String, Object>();
    if (stream != null) {
      known.put("event_source_arn", stream);
    }
    var change = new HashMap<String, Object>();
    change.put("actions", List.of("delete", "create"));
    change.put("before", Map.of("event_source_arn", FIRST));
    change.put("after", known);
    change.put("after_unknown", Map.of("event_source_arn", stream == null));
    var tree = Plans.tree("switch");
    Plans.list(tree.get("resource_changes"))
        .add(
            Map.of(
                "address",
                "module.changes_trigger[\"orders\"].aws_lambda_event_source_mapping.this",
                "mode",
                "managed",
                "type",
                "aws_lambda_event_source_mapping",
                "change",
                change));
    Plans.map(tree.get("output_changes"))
        .put("changes", new HashMap<>(Map.of("actions", List.of("update"))));
    output(tree, "before", "arn:aws:dynamodb:eu-west-1:1:table/t", before);
    output(tree, "after", "arn:aws:dynamodb:eu-west-1:1:table/t", after);
    return tree;
  }

  private static Map<String, Object> change(Map<String, Object> tree) {
    return Plans.map(Plans.map(Plans.list(tree.get("resource_changes")).getLast()).get("change"));
  }

  private static void output(Map<String, Object> tree, String side, String source, int epoch) {
    var declarations =
        "{\"labels\":{\"orders\":{\"source\":\"%s\",\"epoch\":%d}}}".formatted(source, epoch);
    Plans.map(Plans.in(tree, "output_changes", "changes"))
        .put(side, Map.of("declarations", declarations));
  }
}
