package objectledger.ops.status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import objectledger.json.JsonValue;
import objectledger.ops.BucketNotification;
import objectledger.ops.NotificationKinds;
import objectledger.ops.NotificationRule;
import objectledger.ops.Source;

/** What the bucket of a source notifies, compared with what the last apply made of it. */
final class NotificationRow {
  private final Asked asked;
  private final Source source;

  NotificationRow(Asked asked, Source source) {
    this.asked = asked;
    this.source = source;
  }

  Row row() {
    var row =
        new Row.Builder(source.label())
            .put("kind", "notification")
            .put("bucket", source.bucket())
            .put("trigger", source.trigger());
    var kinds = new NotificationKinds();
    BucketNotification found;
    try (var s3 = asked.clients().s3(kinds)) {
      found = BucketNotification.read(s3, kinds, source.bucket(), asked.stack().accountId());
    }
    row.say("trigger " + source.trigger()).put("rules", found.rules().size());
    row.put("eventbridge", found.eventBridge());
    for (var applied : asked.resources("aws_s3_bucket_notification")) {
      if (applied.text("bucket").equals(source.bucket())) {
        compare(row, found, applied);
        return row.build();
      }
    }
    row.say(asked.state().isEmpty() ? "not compared" : "its notification is somebody else's");
    return row.build();
  }

  private void compare(Row.Builder row, BucketNotification found, TerraformState.Resource applied) {
    var wanted = new HashSet<NotificationRule>();
    wanted.addAll(rules(applied, "lambda_function", "lambda_function_arn"));
    wanted.addAll(rules(applied, "queue", "queue_arn"));
    wanted.addAll(rules(applied, "topic", "topic_arn"));
    var differences = differences(wanted, Set.copyOf(found.rules()));
    if (applied.attributes().get("eventbridge").isEqualTo(true) != found.eventBridge()) {
      differences.add("EventBridge is " + (found.eventBridge() ? "on" : "off"));
    }
    row.put("as_applied", differences.isEmpty());
    if (differences.isEmpty()) {
      row.say("notification as applied");
      return;
    }
    row.say("the notification is another: " + String.join("; ", differences));
    row.act(
        "the notification of %s is not the one that was applied: %s"
            .formatted(source.inWords(), String.join("; ", differences)),
        "%s, and read what it changes; then %s"
            .formatted(asked.applyAgain(), asked.make("verify", "REPAIR=1")));
  }

  private static List<String> differences(
      Set<NotificationRule> wanted, Set<NotificationRule> found) {
    var differences = new ArrayList<String>();
    wanted.stream()
        .filter(rule -> !found.contains(rule))
        .map(rule -> "without the rule " + rule.id())
        .sorted()
        .forEach(differences::add);
    found.stream()
        .filter(rule -> !wanted.contains(rule))
        .map(rule -> "with the rule " + rule.id() + " for " + rule.target())
        .sorted()
        .forEach(differences::add);
    return differences;
  }

  private static Set<NotificationRule> rules(
      TerraformState.Resource applied, String block, String target) {
    var rules = applied.attributes().get(block);
    return rules.isAbsent()
        ? Set.of()
        : rules.items().stream()
            .map(
                rule ->
                    new NotificationRule(
                        rule.get("id").textOrEmpty(),
                        rule.get(target).text(),
                        rule.get("events").items().stream().map(JsonValue::text).toList(),
                        rule.get("filter_prefix").textOrEmpty(),
                        rule.get("filter_suffix").textOrEmpty()))
            .collect(Collectors.toSet());
  }
}
