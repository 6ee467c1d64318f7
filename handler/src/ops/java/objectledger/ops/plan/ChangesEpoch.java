package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;

/**
 * The epoch of a label of {@code changes}, with which the numbers of its rows begin. The numbers of
 * one stream say nothing about those of another: without a greater epoch, changes of a new stream
 * would be taken for older ones than the rows that are there, and would be lost.
 */
final class ChangesEpoch {
  private static final String MAPPING = "aws_lambda_event_source_mapping";
  private static final String MODULE = "module.changes_trigger[";
  private static final String DECLARATIONS = "aws_s3_object.changes[0]";

  private final TerraformPlan plan;
  private final Map<String, JsonValue> before;
  private final Map<String, JsonValue> after;

  private ChangesEpoch(TerraformPlan plan) {
    this.plan = plan;
    var declared =
        plan.of("aws_s3_object").stream()
            .filter(object -> object.address().equals(DECLARATIONS))
            .findFirst();
    before = labels(declared.map(ResourceChange::before), plan.outputBefore("changes"));
    after = labels(declared.map(ResourceChange::after), plan.outputAfter("changes"));
  }

  /** What a person has to know where labels get other streams, and their epochs do not rise. */
  static List<String> refusal(TerraformPlan plan, String environment) {
    var epochs = new ChangesEpoch(plan);
    var lines = new ArrayList<String>();
    epochs
        .replaced()
        .forEach(
            (label, former) -> {
              var was = Math.max(0, epoch(epochs.before.get(former)));
              if (epoch(epochs.after.get(label)) <= was) {
                lines.add(
                    "changes.%s gets another stream, and its epoch is not greater than %s"
                        .formatted(label, was));
                lines.add(
                    "write in envs/%s/terraform.tfvars, in changes.%s: epoch = %s"
                        .formatted(environment, label, was + 1));
              }
            });
    if (!lines.isEmpty()) {
      lines.add("within an epoch its changes could be taken for older than the rows, and be lost");
    }
    return lines;
  }

  /**
   * The labels with another stream after the plan, or perhaps another one; and their former labels.
   */
  private Map<String, String> replaced() {
    var labels = new TreeMap<String, String>();
    after.forEach(
        (label, declared) -> {
          // An apply that was stopped may have destroyed the mapping already.
          var was = before.get(label);
          if (was != null
              && !Objects.equals(was.get("source").value(), declared.get("source").value())) {
            labels.put(label, label);
          }
        });
    for (var mapping : plan.of(MAPPING)) {
      if (mapping.address().startsWith(MODULE)
          && mapping.before().value() != null
          && mapping.after().value() != null
          && mapping.differs("event_source_arn")) {
        var former = mapping.previousAddress();
        var label = PlannedSources.label(mapping.address());
        labels.put(label, former.isEmpty() ? label : PlannedSources.label(former));
      }
    }
    return labels;
  }

  /** Not known is less than every epoch: a plan that does not tell it is refused. */
  private static long epoch(JsonValue label) {
    return label != null && label.get("epoch").value() instanceof Long epoch ? epoch : -1;
  }

  /** The declarations, as the function reads them, or else as the output has them. */
  private static Map<String, JsonValue> labels(Optional<PlannedValue> object, PlannedValue output) {
    var content = object.map(side -> side.get("content")).filter(PlannedValue::isKnown);
    var text = content.orElse(output.get("declarations"));
    var labels = new TreeMap<String, JsonValue>();
    if (text.isKnown()) {
      try {
        var json = new JsonValue("", JsonReader.read(text.text())).get("labels");
        json.names().forEach(label -> labels.put(label, json.get(label)));
      } catch (InvalidInputException e) {
        throw new InvalidInputException("the declarations of changes: " + e.getMessage());
      }
    }
    return labels;
  }
}
