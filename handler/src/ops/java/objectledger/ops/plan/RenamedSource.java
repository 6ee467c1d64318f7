package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import objectledger.ops.TerminalText;

/**
 * A source whose label is gone while another one came: the stack would destroy its bucket and make
 * an empty one. It may be the same source with another label.
 */
final class RenamedSource {
  private static final String MODULE = "module.source_bucket";
  private static final String BUCKET = "].aws_s3_bucket.this";

  private RenamedSource() {}

  /** Lines for each such bucket: its name, and a line of what keeps it. */
  static List<String> hints(TerraformPlan plan) {
    var made =
        buckets(plan)
            .filter(change -> change.effect() == ResourceChange.Effect.CREATE)
            .map(change -> PlannedSources.label(change.address()))
            .toList();
    return buckets(plan)
        .filter(change -> change.effect() == ResourceChange.Effect.DELETE)
        .filter(change -> !made.isEmpty())
        .flatMap(change -> hint(plan, change, made))
        .toList();
  }

  private static Stream<ResourceChange> buckets(TerraformPlan plan) {
    return plan.of("aws_s3_bucket").stream()
        .filter(change -> change.address().startsWith(MODULE + "[\""))
        .filter(change -> change.address().endsWith(BUCKET));
  }

  private static Stream<String> hint(
      TerraformPlan plan, ResourceChange destroyed, List<String> made) {
    var bucket = destroyed.before().get("bucket").text();
    var from = PlannedSources.label(destroyed.address());
    var most = made.stream().mapToLong(label -> equalValues(plan, from, label)).max().orElse(0);
    var nearest = made.stream().filter(label -> equalValues(plan, from, label) == most).toList();
    var to = nearest.getFirst();
    var lines = new ArrayList<String>();
    lines.add(
        "if the source %s is called %s now, keep its bucket: write in terraform/moved.tf"
            .formatted(from, String.join(" or ", nearest)));
    lines.addAll(
        MovedBlocks.lines(
            List.of(MODULE, "aws_s3_bucket_notification.source"),
            from,
            to,
            nearest.subList(1, nearest.size())));
    lines.add("and in sources.%s.bucket: name = \"%s\"".formatted(to, bucket));
    return lines.stream().map(line -> TerminalText.of(bucket) + "\t" + TerminalText.of(line));
  }

  /** How many values of the one source before the plan are those of the other one after it. */
  private static long equalValues(TerraformPlan plan, String from, String to) {
    var before = PlannedSources.before(plan).get(from);
    var after = PlannedSources.after(plan).get(to);
    return before.isEmpty() || after.isEmpty()
        ? 0
        : Stream.of("events", "filter", "switching_from", "trigger")
            .filter(
                name ->
                    Objects.equals(before.get().get(name).value(), after.get().get(name).value()))
            .count();
  }
}
