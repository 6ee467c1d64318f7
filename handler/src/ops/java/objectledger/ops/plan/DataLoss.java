package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import objectledger.ops.TerminalText;

/** What a plan destroys, to be shouted: first of all what keeps data. */
final class DataLoss {
  /** Kinds of resources that keep something, by what a person calls them. */
  private static final Map<String, String> KEEPERS =
      Map.of(
          "aws_cloudwatch_log_group", "log group",
          "aws_kms_key", "key",
          "aws_s3_bucket", "bucket",
          "aws_secretsmanager_secret", "secret",
          "aws_sqs_queue", "queue");

  /** Kinds of resources that decide for how long something is kept. */
  private static final List<String> KEEPING =
      List.of(
          "aws_cloudwatch_log_group",
          "aws_s3_bucket_lifecycle_configuration",
          "aws_s3_bucket_versioning",
          "aws_sqs_queue");

  private static final List<String> KEEPING_ATTRIBUTES =
      List.of("message_retention_seconds", "retention_in_days", "rule", "versioning_configuration");

  private DataLoss() {}

  /** A line for each resource that is destroyed or replaced, those that keep data first. */
  static List<String> shouts(TerraformPlan plan, ReportFormat style) {
    var destroyed = plan.changes().stream().filter(ResourceChange::destroys).toList();
    return Stream.concat(
            destroyed.stream()
                .filter(DataLoss::keepsData)
                .map(
                    change ->
                        "%sS THE %s %s: %s"
                            .formatted(
                                verb(change).toUpperCase(Locale.ROOT),
                                KEEPERS.get(change.type()).toUpperCase(Locale.ROOT),
                                style.quote(name(change)),
                                style.quote(change.address()))),
            destroyed.stream()
                .filter(change -> !keepsData(change))
                .map(change -> verb(change) + "s " + style.quote(change.address())))
        .toList();
  }

  /** What is said of data that stays: where the time for which it is kept changes. */
  static List<String> lines(TerraformPlan plan, ReportFormat style) {
    var lines = new ArrayList<String>();
    var losses = plan.changes().stream().filter(DataLoss::losesData).count();
    if (losses > 0) {
      lines.add(style.item(losses + " of what keeps data is destroyed or replaced: see above"));
    }
    for (var change : plan.changes()) {
      var names = new ArrayList<>(change.changedNames());
      names.retainAll(KEEPING_ATTRIBUTES);
      if (KEEPING.contains(change.type())
          && !change.destroys()
          && change.before().value() != null
          && !names.isEmpty()) {
        lines.add(style.item("for how long something is kept: " + style.quote(change.address())));
      }
    }
    return lines.isEmpty() ? List.of(style.item("nothing that keeps data is destroyed")) : lines;
  }

  /** The buckets and queues to ask for what they hold: kind, name, and the queue's address. */
  static List<String> toAsk(TerraformPlan plan) {
    return plan.changes().stream()
        .filter(ResourceChange::destroys)
        .filter(change -> change.is("aws_s3_bucket") || change.is("aws_sqs_queue"))
        .map(
            change ->
                Stream.of(
                        KEEPERS.get(change.type()),
                        name(change),
                        change.is("aws_sqs_queue") ? change.before().get("url").text() : "-",
                        change.address())
                    .map(TerminalText::of)
                    .collect(Collectors.joining("\t")))
        .toList();
  }

  private static boolean keepsData(ResourceChange change) {
    return change.json().get("mode").isEqualTo("managed") && KEEPERS.containsKey(change.type());
  }

  private static boolean losesData(ResourceChange change) {
    return change.destroys() && keepsData(change);
  }

  private static String verb(ResourceChange change) {
    return change.effect().verb;
  }

  private static String name(ResourceChange change) {
    return Stream.of("bucket", "name", "key_id", "id")
        .map(attribute -> change.before().get(attribute).text())
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("without a name");
  }
}
