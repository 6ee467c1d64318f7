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
            "changes.orders gets another stream, and its epoch is not greater than 3",
            "write in envs/dev/terraform.tfvars, in changes.orders: epoch = 4",
            "within an epoch its changes could be taken for older than the rows, and be lost");
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
  void declarationsThatTheFunctionReadsWinOverTheOutput() {
    var raised = tree(0, 0, SECOND);
    declare(raised, 0, 1);
    var kept = tree(0, 1, SECOND);
    declare(kept, 1, 1);

    assertThat(ChangesEpoch.refusal(Plans.of(raised), "dev")).isEmpty();
    assertThat(ChangesEpoch.refusal(Plans.of(kept), "dev"))
        .contains("write in envs/dev/terraform.tfvars, in changes.orders: epoch = 2");
  }

  @Test
  void epochThatThePlanDoesNotTellIsNoGreaterOne() {
    var tree = tree(3, 4, SECOND);
    Plans.map(Plans.in(tree, "output_changes", "changes")).put("after", Map.of());

    assertThat(ChangesEpoch.refusal(Plans.of(tree), "dev"))
        .contains("write in envs/dev/terraform.tfvars, in changes.orders: epoch = 4");
  }

  @Test
  void labelThatMovesIsComparedWithTheEpochOfItsFormerLabel() {
    var tree = tree(0, 1, SECOND);
    var mapping = new HashMap<>(Plans.map(Plans.list(tree.get("resource_changes")).removeLast()));
    mapping.put("previous_address", mapping.get("address").toString().replace("orders", "former"));
    Plans.list(tree.get("resource_changes")).add(mapping);
    output(tree, "before", "arn:aws:dynamodb:eu-west-1:1:table/t", 5, "former");

    assertThat(ChangesEpoch.refusal(Plans.of(tree), "dev"))
        .contains("write in envs/dev/terraform.tfvars, in changes.orders: epoch = 6");
  }

  @Test
  void queueOfTheLedgerIsNoStream() {
    var tree = tree(0, 0, SECOND);
    var mapping = new HashMap<>(Plans.map(Plans.list(tree.get("resource_changes")).removeLast()));
    mapping.put("address", "module.trigger_queue.aws_lambda_event_source_mapping.this");
    Plans.list(tree.get("resource_changes")).add(mapping);

    assertThat(ChangesEpoch.refusal(Plans.of(tree), "dev")).isEmpty();
  }

  @Test
  void refusedPlanIsRefusedWithItsDigestToo() {
    var plan = Plans.of(tree(0, 0, SECOND));
    var digest = PlanDigest.of(plan, Plans.PACKAGES, Plans.LOCK);

    var refusal =
        new PlanSummary(plan, "dev", Plans.PACKAGES, Plans.LOCK).refusal(digest, Optional.empty());

    assertThat(refusal.getFirst())
        .isEqualTo("changes.orders gets another stream, and its epoch is not greater than 0");
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
    output(tree, side, source, epoch, "orders");
  }

  private static void output(
      Map<String, Object> tree, String side, String source, int epoch, String label) {
    Plans.map(Plans.in(tree, "output_changes", "changes"))
        .put(side, Map.of("declarations", declarations(source, epoch, label)));
  }

  private static String declarations(String source, int epoch, String label) {
    return "{\"labels\":{\"%s\":{\"source\":\"%s\",\"epoch\":%s}}}".formatted(label, source, epoch);
  }

  /** The object of the declarations, with these epochs before and after the plan. */
  private static void declare(Map<String, Object> tree, int before, int after) {
    var source = "arn:aws:dynamodb:eu-west-1:1:table/t";
    Plans.list(tree.get("resource_changes"))
        .add(
            Map.of(
                "address",
                "aws_s3_object.changes[0]",
                "mode",
                "managed",
                "type",
                "aws_s3_object",
                "change",
                Map.of(
                    "actions",
                    List.of("create", "delete"),
                    "before",
                    Map.of("content", declarations(source, before, "orders")),
                    "after",
                    Map.of("content", declarations(source, after, "orders")))));
  }
}
