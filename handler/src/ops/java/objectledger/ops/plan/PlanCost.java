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
                    objects(ResourceChange::before, PlannedSources.before(plan)),
                    objects(ResourceChange::after, PlannedSources.after(plan)))),
        format.item(
            "alarms, keys and secrets, a month: "
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
    return "%s dollars (%s, %s MB, latest %s)"
        .formatted(
            Cost.dollars(1_000_000 * Cost.perObject(way.get(), on, megabytes / 1024.0)),
            way.get().label,
            megabytes,
            on ? "on" : "off");
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
