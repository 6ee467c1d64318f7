package objectledger.ops.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import objectledger.ops.TerminalText;

/**
 * What a plan does to the notification of buckets that are not the stack's own. S3 keeps one
 * notification configuration a bucket, so setting it replaces what the bucket's owner has there.
 */
final class SourceNotification {
  private static final String UNSET = "-";

  private final TerraformPlan plan;
  private final Set<String> owned = new TreeSet<>();

  private SourceNotification(TerraformPlan plan) {
    this.plan = plan;
    plan.of("aws_s3_bucket").stream()
        .flatMap(bucket -> Stream.of(bucket.before(), bucket.after()))
        .map(side -> side.get("bucket"))
        .filter(PlannedValue::isKnown)
        .forEach(name -> owned.add(name.text()));
  }

  /**
   * The buckets to ask for what they notify, a line each: {@code sets}, {@code removes} or, where
   * events come through the bucket's own EventBridge, {@code waits}; the bucket; the address of its
   * notification; and the ids of the stack's own rules in it.
   */
  static List<String> toAsk(TerraformPlan plan) {
    return new SourceNotification(plan).lines().toList();
  }

  private Stream<String> lines() {
    var notifications = plan.of("aws_s3_bucket_notification");
    return Stream.of(
            notifications.stream().filter(ResourceChange::destroys).flatMap(this::removed),
            notifications.stream().flatMap(this::set),
            waits(plan.outputAfter("trigger"), plan.outputAfter("source_bucket")))
        .flatMap(lines -> lines);
  }

  private Stream<String> removed(ResourceChange notification) {
    return line("removes", notification.before().get("bucket"), notification);
  }

  private Stream<String> set(ResourceChange notification) {
    return line("sets", notification.after().get("bucket"), notification);
  }

  private Stream<String> waits(PlannedValue trigger, PlannedValue bucket) {
    return isForeign(bucket) && trigger.text().equals("eventbridge")
        ? Stream.of(row("waits", bucket.text(), UNSET, UNSET))
        : Stream.empty();
  }

  private Stream<String> line(String verb, PlannedValue bucket, ResourceChange notification) {
    return isForeign(bucket)
        ? Stream.of(row(verb, bucket.text(), notification.address(), rules(notification)))
        : Stream.empty();
  }

  private static String row(String... cells) {
    return Stream.of(cells).map(TerminalText::of).collect(Collectors.joining("\t"));
  }

  /** A name that is not known yet is that of a bucket that this plan makes. */
  private boolean isForeign(PlannedValue bucket) {
    return bucket.isKnown() && !owned.contains(bucket.text());
  }

  private static String rules(ResourceChange notification) {
    var ids =
        Stream.of(notification.before(), notification.after())
            .flatMap(side -> Stream.of("lambda_function", "queue", "topic").map(side::get))
            .flatMap(rules -> IntStream.range(0, rules.size()).mapToObj(rules::get))
            .map(rule -> rule.get("id"))
            .filter(PlannedValue::isKnown)
            .map(PlannedValue::text)
            .collect(Collectors.toCollection(TreeSet::new));
    return ids.isEmpty() ? UNSET : String.join(",", ids);
  }
}
