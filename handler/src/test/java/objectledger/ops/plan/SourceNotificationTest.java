package objectledger.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proves which buckets of others a plan touches, whatever way their names were written. */
class SourceNotificationTest {
  private static final String NOTIFICATION = "aws_s3_bucket_notification.source_bucket[0]";
  private static final String BUCKET = "object-ledger-source-local-123456789012";

  @Test
  void asksNothingOfABucketOfTheStack() {
    var tree = Plans.tree("switch");
    owned(tree, Map.of("before", Map.of("bucket", BUCKET), "after", Map.of("bucket", BUCKET)));

    assertThat(SourceNotification.toAsk(Plans.of(tree))).isEmpty();
  }

  @Test
  void asksABucketOfOthersAndNamesTheRulesOfTheStack() {
    var tree = foreign(Plans.tree("switch"));

    assertThat(SourceNotification.toAsk(Plans.of(tree)))
        .containsExactly("sets\tlanding-eu\t" + NOTIFICATION + "\tobject-ledger-handler-local");
  }

  @Test
  void asksBothBucketsWhenTheNotificationMovesToAnother() {
    var tree = foreign(Plans.tree("switch"));
    change(tree).put("actions", List.of("delete", "create"));
    Plans.map(change(tree).get("after")).put("bucket", "landing-us");

    assertThat(SourceNotification.toAsk(Plans.of(tree)))
        .containsExactly(
            "removes\tlanding-eu\t" + NOTIFICATION + "\tobject-ledger-handler-local",
            "sets\tlanding-us\t" + NOTIFICATION + "\tobject-ledger-handler-local");
  }

  @Test
  void asksWhetherTheBucketSendsToEventBridgeWhereTheTriggerIsThat() {
    var tree = foreign(Plans.tree("switch"));
    change(tree).put("actions", List.of("delete"));
    change(tree).put("after", null);
    Plans.map(Plans.in(tree, "output_changes", "trigger")).put("after", "eventbridge");

    assertThat(SourceNotification.toAsk(Plans.of(tree)))
        .containsExactly(
            "removes\tlanding-eu\t" + NOTIFICATION + "\tobject-ledger-handler-local",
            "waits\tlanding-eu\t-\t-");
  }

  @Test
  void asksNothingOfABucketThatThePlanMakes() {
    var tree = foreign(Plans.tree("switch"));
    owned(tree, Map.of("after", Map.of(), "after_unknown", Map.of("bucket", true)));
    Plans.map(change(tree).get("after")).remove("bucket");
    change(tree).put("before", null);
    change(tree).put("after_unknown", Map.of("bucket", true));

    assertThat(SourceNotification.toAsk(Plans.of(tree))).isEmpty();
  }

  /** The same plan for the bucket landing-eu, which the stack does not make. */
  private static Map<String, Object> foreign(Map<String, Object> tree) {
    for (var side : List.of("before", "after")) {
      Plans.map(change(tree).get(side)).put("bucket", "landing-eu");
    }
    Plans.map(tree.get("output_changes"))
        .put("source_bucket", Map.of("actions", List.of("no-op"), "after", "landing-eu"));
    return tree;
  }

  /** Adds a bucket that the plan makes or keeps. */
  private static void owned(Map<String, Object> tree, Map<String, Object> sides) {
    var change = new HashMap<>(sides);
    change.put("actions", List.of("no-op"));
    Plans.list(tree.get("resource_changes"))
        .add(
            Map.of(
                "address", "module.source_bucket[0].aws_s3_bucket.this",
                "mode", "managed",
                "type", "aws_s3_bucket",
                "change", change));
  }

  private static Map<String, Object> change(Map<String, Object> tree) {
    return Plans.map(Plans.resource(tree, NOTIFICATION).get("change"));
  }
}
