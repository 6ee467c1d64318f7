package objectledger.ops.plan;

import java.util.List;
import java.util.function.Function;
import objectledger.ops.cost.Cost;
import objectledger.ops.cost.ListPrice;
import objectledger.ops.cost.MetricsCost;
import objectledger.ops.cost.TriggerVariant;

/** What a plan changes for the month, at the list prices of {@link Cost}, with full batches. */
final class PlanCost {
  private final TerraformPlan plan;
  private final ReportFormat format;

  PlanCost(TerraformPlan plan, ReportFormat format) {
    this.plan = plan;
    this.format = format;
  }

  List<String> lines() {
    return List.of(
        format.item(
            "a million objects: "
                + format.change(
                    objects(ResourceChange::before, PlannedSources.before(plan)),
                    objects(ResourceChange::after, PlannedSources.after(plan)))),
        format.item(
            "alarms, keys, secrets and metrics, a month: "
                + format.change(fixed(ResourceChange::before), fixed(ResourceChange::after))));
  }

  /** For each trigger that a source has. */
  private String objects(Function<ResourceChange, PlannedValue> side, PlannedSources sources) {
    var function =
        plan.ofHandler("aws_lambda_function").map(side).filter(one -> one.value() != null);
    if (function.isEmpty()) {
      return "";
    }
    var triggers = sources.byLabel().keySet().stream().map(sources::trigger).distinct().sorted();
    var costs = triggers.map(trigger -> objects(side, function.get(), trigger)).toList();
    return costs.isEmpty() ? "not known" : String.join("; ", costs);
  }

  private String objects(
      Function<ResourceChange, PlannedValue> side, PlannedValue function, String trigger) {
    var memory = function.get("memory_size");
    var latest = function.block("environment").get("variables").get("LATEST_ENABLED");
    var way = TriggerVariant.of(trigger, batchSize(side));
    if (way.isEmpty() || !latest.isKnown() || !(memory.value() instanceof Long megabytes)) {
      return "not known";
    }
    var on = latest.text().equals("true");
    var metrics = measuredSources(side) > 0;
    var each =
        Cost.perObject(way.get(), on, megabytes / 1024.0)
            + (metrics ? MetricsCost.perObject(way.get()) : 0);
    return "%s dollars (%s, %s MB, latest %s, metrics %s)"
        .formatted(
            Cost.dollars(1_000_000 * each),
            way.get().label,
            megabytes,
            on ? "on" : "off",
            metrics ? "on" : "off");
  }

  /** The sources for which the function sends metrics. */
  private int measuredSources(Function<ResourceChange, PlannedValue> side) {
    return plan.ofHandler("aws_lambda_function")
        .map(side)
        .filter(function -> function.value() != null)
        .map(function -> function.block("environment").get("variables").get("METRICS_SOURCES"))
        .filter(labels -> labels.value() instanceof String text && !text.isEmpty())
        .map(labels -> labels.text().split(",").length)
        .orElse(0);
  }

  private long batchSize(Function<ResourceChange, PlannedValue> side) {
    return plan.of("aws_lambda_event_source_mapping").stream()
                .filter(mapping -> mapping.address().startsWith("module.trigger_queue."))
                .findFirst()
                .map(mapping -> side.apply(mapping).get("batch_size").value())
                .orElse(1L)
            instanceof Long size
        ? size
        : 1;
  }

  private String fixed(Function<ResourceChange, PlannedValue> side) {
    var alarms = count("aws_cloudwatch_metric_alarm", side);
    var keys = count("aws_kms_key", side);
    var secrets = count("aws_secretsmanager_secret", side);
    var metrics = metrics(side);
    return "%s dollars (%s, %s, %s and %s)"
        .formatted(
            Cost.dollars(
                alarms * ListPrice.ALARM
                    + keys * ListPrice.KEY
                    + secrets * ListPrice.SECRET
                    + metrics * ListPrice.METRIC),
            alarms,
            keys,
            secrets,
            metrics);
  }

  /** Those that the function sends, and those that filters count in the logs. */
  private long metrics(Function<ResourceChange, PlannedValue> side) {
    var sources = measuredSources(side);
    return count("aws_cloudwatch_log_metric_filter", side)
        + (sources > 0 ? MetricsCost.count(sources) : 0);
  }

  private long count(String type, Function<ResourceChange, PlannedValue> side) {
    return plan.of(type).stream().filter(one -> side.apply(one).value() != null).count();
  }
}
