package objectledger.ops.plan;

import java.util.List;
import java.util.function.Function;
import objectledger.ops.cost.Cost;
import objectledger.ops.cost.ListPrice;
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
                    objects(ResourceChange::before, plan.outputBefore("trigger")),
                    objects(ResourceChange::after, plan.outputAfter("trigger")))),
        format.item(
            "alarms, keys and secrets, a month: "
                + format.change(fixed(ResourceChange::before), fixed(ResourceChange::after))));
  }

  private String objects(Function<ResourceChange, PlannedValue> side, PlannedValue trigger) {
    var function = plan.first("aws_lambda_function").map(side).filter(one -> one.value() != null);
    if (function.isEmpty()) {
      return "";
    }
    var memory = function.get().get("memory_size");
    var latest = function.get().block("environment").get("variables").get("LATEST_ENABLED");
    var way = TriggerVariant.of(trigger.text(), batchSize(side));
    if (way.isEmpty() || !latest.isKnown() || !(memory.value() instanceof Long megabytes)) {
      return "not known";
    }
    var on = latest.text().equals("true");
    return "%s dollars (%s, %s MB, latest %s)"
        .formatted(
            Cost.dollars(1_000_000 * Cost.perObject(way.get(), on, megabytes / 1024.0)),
            way.get().label,
            megabytes,
            on ? "on" : "off");
  }

  private long batchSize(Function<ResourceChange, PlannedValue> side) {
    return plan.first("aws_lambda_event_source_mapping")
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
    return "%s dollars (%s, %s and %s)"
        .formatted(
            Cost.dollars(
                alarms * ListPrice.ALARM + keys * ListPrice.KEY + secrets * ListPrice.SECRET),
            alarms,
            keys,
            secrets);
  }

  private long count(String type, Function<ResourceChange, PlannedValue> side) {
    return plan.of(type).stream().filter(one -> side.apply(one).value() != null).count();
  }
}
