package objectledger.ops.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import objectledger.json.JsonWriter;
import objectledger.ops.NotificationRule;
import objectledger.ops.TerminalText;

/**
 * What a plan does to the notifications of the sources' buckets. S3 keeps one notification
 * configuration a bucket, so setting it replaces what others have in a bucket that is not the
 * stack's own.
 */
final class SourceNotification {
  static final String TYPE = "aws_s3_bucket_notification";

  /** The kinds of rules, each with the attribute that names its target. */
  static final Map<String, String> TARGETS =
      Map.of("lambda_function", "lambda_function_arn", "queue", "queue_arn", "topic", "topic_arn");

  private final TerraformPlan plan;
  private final PlannedSources before;
  private final PlannedSources after;
  private final Set<String> owned = new TreeSet<>();

  private SourceNotification(TerraformPlan plan) {
    this.plan = plan;
    before = PlannedSources.before(plan);
    after = PlannedSources.after(plan);
    plan.of("aws_s3_bucket").stream()
        .flatMap(bucket -> Stream.of(bucket.before(), bucket.after()))
        .map(side -> side.get("bucket"))
        .filter(PlannedValue::isKnown)
        .forEach(name -> owned.add(name.text()));
  }

  /** A line for each bucket that the guard looks at: what, bucket, label. */
  static List<String> toAsk(TerraformPlan plan) {
    return changes(plan).stream()
        .map(change -> Stream.of(change.what(), change.bucket(), change.label()))
        .map(words -> words.map(TerminalText::of).collect(Collectors.joining("\t")))
        .toList();
  }

  /** The same for {@link NotificationGuard}, with the rules that the bucket is to have. */
  static byte[] document(TerraformPlan plan) {
    var changes = changes(plan).stream().map(NotificationChange::toValue).toList();
    return JsonWriter.toLine(Map.of("changes", changes, "functions", PlannedStack.functions(plan)));
  }

  /** What the plan does to the notification of each bucket that is not the stack's own. */
  static List<NotificationChange> changes(TerraformPlan plan) {
    return new SourceNotification(plan).all().toList();
  }

  private Stream<NotificationChange> all() {
    var changes = plan.of(TYPE);
    var removed = changes.stream().filter(ResourceChange::destroys).toList();
    var set = changes.stream().filter(change -> isForeign(change.after().get("bucket"))).toList();
    return Stream.of(
            removed.stream().filter(change -> change.address().endsWith("]")).flatMap(this::moved),
            removed.stream()
                .filter(change -> isForeign(change.before().get("bucket")))
                .map(change -> change("removes", change, change.before())),
            set.stream().map(change -> change("sets", change, change.after())),
            after.byLabel().keySet().stream().flatMap(this::waits))
        .flatMap(stream -> stream);
  }

  /** A bucket whose notification goes to another address: Terraform orders nothing between them. */
  private Stream<NotificationChange> moved(ResourceChange removed) {
    var bucket = removed.before().get("bucket").text();
    return plan.of(TYPE).stream()
        .filter(other -> !other.address().equals(removed.address()))
        .filter(other -> other.after().get("bucket").isKnown())
        .filter(other -> other.after().get("bucket").text().equals(bucket))
        .map(
            other ->
                NotificationChange.of(
                    "moves",
                    bucket,
                    PlannedSources.label(removed.address()),
                    PlannedSources.label(other.address())));
  }

  private NotificationChange change(String what, ResourceChange change, PlannedValue side) {
    var label = PlannedSources.label(change.address());
    var was = change.previousAddress().isEmpty() ? change.address() : change.previousAddress();
    var sends = isOn(side);
    return new NotificationChange(
        what,
        side.get("bucket").text(),
        label,
        "",
        sends,
        isOn(change.before()) && before.ownsEventBridge(PlannedSources.label(was)),
        sends && !after.usesEventBridge(label),
        rules(side));
  }

  private static boolean isOn(PlannedValue notification) {
    return Boolean.TRUE.equals(notification.get("eventbridge").value());
  }

  /** A bucket whose owner has to send its events to EventBridge, because the stack does not. */
  private Stream<NotificationChange> waits(String label) {
    var bucket = after.byLabel().get(label).get("bucket");
    var isSet =
        plan.of(TYPE).stream()
            .anyMatch(change -> change.after().get("bucket").text().equals(bucket.text()));
    return isForeign(bucket) && !isSet && after.trigger(label).equals("eventbridge")
        ? Stream.of(NotificationChange.of("waits", bucket.text(), label, ""))
        : Stream.empty();
  }

  /** A name that is not known yet is that of a bucket that this plan makes. */
  private boolean isForeign(PlannedValue bucket) {
    return bucket.isKnown() && !owned.contains(bucket.text());
  }

  private static List<NotificationRule> rules(PlannedValue notification) {
    return new TreeMap<>(TARGETS)
        .entrySet().stream()
            .flatMap(
                kind -> {
                  var rules = notification.get(kind.getKey());
                  return IntStream.range(0, rules.size())
                      .mapToObj(rules::get)
                      .map(rule -> rule(rule, kind.getValue()));
                })
            .toList();
  }

  private static NotificationRule rule(PlannedValue rule, String target) {
    var events = rule.get("events");
    return new NotificationRule(
        rule.get("id").text(),
        rule.get(target).text(),
        IntStream.range(0, events.size()).mapToObj(i -> events.get(i).text()).toList(),
        rule.get("filter_prefix").text(),
        rule.get("filter_suffix").text());
  }
}
