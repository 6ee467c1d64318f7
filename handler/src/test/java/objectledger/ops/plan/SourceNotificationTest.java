package objectledger.ops.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import objectledger.json.JsonReader;
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
  void asksABucketOfOthersAndNamesItsRules() {
    var tree = foreign(Plans.tree("switch"));

    assertThat(SourceNotification.toAsk(Plans.of(tree)))
        .containsExactly("sets\tlanding-eu\tsource");
    var document = JsonReader.read(new String(SourceNotification.document(Plans.of(tree)), UTF_8));
    assertThat(Plans.<List<Object>>in(document, "functions"))
        .containsExactly("object-ledger-handler-local");
    assertThat(Plans.<Map<String, Object>>in(document, "changes", 0, "rules", 0))
        .containsEntry("id", "object-ledger-handler-local");
    assertThat(Plans.<Map<String, Object>>in(document, "changes", 0, "rules", 0, "rule"))
        .containsEntry("target", "arn:aws:sqs:eu-west-1:123456789012:object-ledger-queue-local")
        .containsEntry("prefix", "")
        .extractingByKey("events")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .contains("s3:ObjectCreated:*");
  }

  @Test
  void asksEachBucketOfManySources() {
    var tree = foreign(Plans.tree("switch"));
    label(tree, "landing");
    add(tree, "aws_s3_bucket_notification.source[\"orders\"]", "create", "orders-eu");
    sources(tree, "before", Map.of("landing", Map.of("trigger", "direct")));
    sources(
        tree,
        "after",
        Map.of(
            "landing", Map.of("bucket", "landing-eu", "trigger", "eventbridge"),
            "orders", Map.of("bucket", "orders-eu", "trigger", "direct"),
            "watched", Map.of("bucket", "watched-eu", "trigger", "eventbridge")));

    assertThat(SourceNotification.toAsk(Plans.of(tree)))
        .containsExactly(
            "sets\tlanding-eu\tlanding", "sets\torders-eu\torders", "waits\twatched-eu\twatched");
  }

  @Test
  void asksBothBucketsWhenTheNotificationMovesToAnother() {
    var tree = foreign(Plans.tree("switch"));
    change(tree).put("actions", List.of("delete", "create"));
    Plans.map(change(tree).get("after")).put("bucket", "landing-us");

    assertThat(SourceNotification.toAsk(Plans.of(tree)))
        .containsExactly("removes\tlanding-eu\tsource", "sets\tlanding-us\tsource");
  }

  @Test
  void findsANotificationThatGoesToAnotherLabelAlsoInABucketOfTheStack() {
    var tree = Plans.tree("switch");
    owned(tree, Map.of("before", Map.of("bucket", BUCKET), "after", Map.of("bucket", BUCKET)));
    label(tree, "old");
    change(tree, "aws_s3_bucket_notification.source[\"old\"]").put("actions", List.of("delete"));
    change(tree, "aws_s3_bucket_notification.source[\"old\"]").put("after", null);
    add(tree, "aws_s3_bucket_notification.source[\"new\"]", "create", BUCKET);

    assertThat(SourceNotification.toAsk(Plans.of(tree)))
        .containsExactly("moves\t" + BUCKET + "\told");
    var document = JsonReader.read(new String(SourceNotification.document(Plans.of(tree)), UTF_8));
    assertThat(Plans.<String>in(document, "changes", 0, "new_label")).isEqualTo("new");
  }

  @Test
  void asksWhetherTheBucketSendsToEventBridgeWhereTheTriggerIsThat() {
    var tree = foreign(Plans.tree("switch"));
    change(tree).put("actions", List.of("delete"));
    change(tree).put("after", null);
    Plans.map(Plans.in(tree, "output_changes", "trigger")).put("after", "eventbridge");

    assertThat(SourceNotification.toAsk(Plans.of(tree)))
        .containsExactly("removes\tlanding-eu\tsource", "waits\tlanding-eu\tsource");
  }

  @Test
  void takesEventBridgeForTheStacksOnlyWhereItsNotificationHadItForNobodyElse() {
    var ours = Map.<String, Object>of("trigger", "eventbridge", "others_eventbridge", false);
    var switching =
        Map.<String, Object>of(
            "trigger", "direct", "switching_from", "eventbridge", "others_eventbridge", false);

    assertThat(ownsEventBridge(ours, true)).isTrue();
    assertThat(ownsEventBridge(switching, true)).isTrue();
    // Its owner has switched it on: the stack has no notification, or one without it.
    assertThat(ownsEventBridge(ours, null)).isFalse();
    assertThat(ownsEventBridge(ours, false)).isFalse();
    assertThat(ownsEventBridge(Map.of("trigger", "eventbridge", "others_eventbridge", true), true))
        .isFalse();
    // Terraform has read in the bucket what somebody else has switched on.
    assertThat(ownsEventBridge(Map.of("trigger", "direct", "others_eventbridge", false), true))
        .isFalse();
    // An older commit has not said whose it is.
    assertThat(ownsEventBridge(Map.of("trigger", "eventbridge"), true)).isFalse();
  }

  @Test
  void knowsWhoseEventBridgeIsByTheLabelOfBefore() {
    var tree = eventBridge(Map.of("trigger", "eventbridge", "others_eventbridge", false), true);
    var resource = Plans.resource(tree, "aws_s3_bucket_notification.source[\"landing\"]");
    resource.put("previous_address", resource.get("address"));
    resource.put("address", "aws_s3_bucket_notification.source[\"renamed\"]");

    assertThat(changeOf(tree)).containsEntry("own_eventbridge", true);
  }

  @Test
  void takesThePlannedEventBridgeForTheirsWhereTheStackDoesNotUseIt() {
    for (var trigger : List.of("direct", "eventbridge")) {
      var tree = eventBridge(Map.of("trigger", "direct", "others_eventbridge", true), true);
      Plans.map(change(tree, "aws_s3_bucket_notification.source[\"landing\"]").get("after"))
          .put("eventbridge", true);
      sources(tree, "after", Map.of("landing", Map.of("bucket", "landing-eu", "trigger", trigger)));

      assertThat(changeOf(tree))
          .containsEntry("eventbridge", true)
          .containsEntry("others_eventbridge", trigger.equals("direct"));
    }
  }

  private static Map<String, Object> changeOf(Map<String, Object> tree) {
    var document = JsonReader.read(new String(SourceNotification.document(Plans.of(tree)), UTF_8));
    return Plans.in(document, "changes", 0);
  }

  private static boolean ownsEventBridge(Map<String, Object> source, Boolean had) {
    return changeOf(eventBridge(source, had)).get("own_eventbridge").equals(true);
  }

  /** The notification of a source that was this; with or without EventBridge, or null for none. */
  private static Map<String, Object> eventBridge(Map<String, Object> source, Boolean had) {
    var tree = foreign(Plans.tree("switch"));
    label(tree, "landing");
    sources(tree, "before", Map.of("landing", source));
    var change = change(tree, "aws_s3_bucket_notification.source[\"landing\"]");
    if (had == null) {
      change.put("before", null);
    } else {
      Plans.map(change.get("before")).put("eventbridge", had);
    }
    return tree;
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

  private static void label(Map<String, Object> tree, String label) {
    Plans.resource(tree, NOTIFICATION)
        .put("address", "aws_s3_bucket_notification.source[\"" + label + "\"]");
  }

  private static void sources(Map<String, Object> tree, String side, Map<String, Object> sources) {
    var outputs = Plans.map(tree.get("output_changes"));
    outputs.remove("trigger");
    outputs.remove("source_bucket");
    Plans.map(
            outputs.computeIfAbsent(
                "sources", n -> new HashMap<>(Map.of("actions", List.of("update")))))
        .put(side, sources);
  }

  private static void add(Map<String, Object> tree, String address, String action, String bucket) {
    Plans.list(tree.get("resource_changes"))
        .add(
            Map.of(
                "address",
                address,
                "mode",
                "managed",
                "type",
                "aws_s3_bucket_notification",
                "change",
                Map.of("actions", List.of(action), "after", Map.of("bucket", bucket))));
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
    return change(tree, NOTIFICATION);
  }

  private static Map<String, Object> change(Map<String, Object> tree, String address) {
    return Plans.map(Plans.resource(tree, address).get("change"));
  }
}
