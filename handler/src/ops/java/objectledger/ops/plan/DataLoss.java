package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import objectledger.ops.TerminalText;

/** What a plan destroys: first what contains data. */
final class DataLoss {
  /** Types of resources that contain data, with their common names. */
  private static final Map<String, String> KEEPERS =
      Map.of(
          "aws_cloudtrail", "trail",
          "aws_cloudwatch_log_group", "log group",
          "aws_dynamodb_table", "table",
          "aws_kinesis_stream", "stream",
          "aws_kms_key", "key",
          "aws_s3_bucket", "bucket",
          "aws_secretsmanager_secret", "secret",
          "aws_sqs_queue", "queue");

  /** Types of resources that define a retention time. */
  private static final List<String> KEEPING =
      List.of(
          "aws_cloudwatch_log_group",
          "aws_dynamodb_table",
          "aws_kinesis_stream",
          "aws_s3_bucket_lifecycle_configuration",
          "aws_s3_bucket_versioning",
          "aws_sqs_queue");

  private static final List<String> KEEPING_ATTRIBUTES =
      List.of(
          "message_retention_seconds",
          "point_in_time_recovery",
          "retention_in_days",
          "retention_period",
          "rule",
          "ttl",
          "versioning_configuration");

  private DataLoss() {}

  /** A line for each resource that is destroyed or replaced, those that keep data first. */
  static List<String> warnings(TerraformPlan plan, ReportFormat format) {
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
                                format.quote(name(change)),
                                format.quote(change.address()))),
            destroyed.stream()
                .filter(change -> !keepsData(change))
                .map(change -> verb(change) + "s " + format.quote(change.address())))
        .toList();
  }

  /** Lines about data that is not destroyed: where its retention time changes. */
  static List<String> lines(TerraformPlan plan, ReportFormat format) {
    var lines = new ArrayList<String>();
    var losses = plan.changes().stream().filter(DataLoss::losesData).count();
    if (losses > 0) {
      lines.add(format.item(losses + " of what keeps data is destroyed or replaced: see above"));
    }
    for (var change : plan.changes()) {
      var names = new ArrayList<>(change.changedNames());
      names.retainAll(KEEPING_ATTRIBUTES);
      if (KEEPING.contains(change.type())
          && !change.destroys()
          && change.before().value() != null
          && !names.isEmpty()) {
        lines.add(format.item("for how long something is kept: " + format.quote(change.address())));
      }
    }
    return lines.isEmpty() ? List.of(format.item("nothing that keeps data is destroyed")) : lines;
  }

  /** The buckets and queues whose content must be checked: kind, name, URL of the queue. */
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
