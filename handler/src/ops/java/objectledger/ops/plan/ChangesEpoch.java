package objectledger.ops.plan;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;

/**
 * The epoch of a label of {@code changes}, which its rows' sequence numbers begin with. Another
 * stream, or that of a table that is made anew, begins to count anew: without a greater epoch all
 * its changes would be taken for older ones than the rows, and be dropped.
 */
final class ChangesEpoch {
  private static final String MAPPING = "aws_lambda_event_source_mapping";
  private static final String STREAM = "event_source_arn";

  private ChangesEpoch() {}

  /** What a person has to know where a stream is replaced and its label's epoch does not rise. */
  static List<String> refusal(TerraformPlan plan, String environment) {
    var before = labels(plan.outputBefore("changes"));
    var after = labels(plan.outputAfter("changes"));
    for (var label : replaced(plan)) {
      var was = epoch(before.get(label));
      var is = epoch(after.get(label));
      if (was >= 0 && is >= 0 && is <= was) {
        return List.of(
            "changes.%s gets another stream, and its epoch stays %d".formatted(label, is),
            "its changes count anew, and would be taken for older than the rows that are there",
            "write in envs/%s/terraform.tfvars, in changes.%s: epoch = %d"
                .formatted(environment, label, was + 1));
      }
    }
    return List.of();
  }

  /** The labels whose mapping has another stream after the plan, or may have. */
  private static Set<String> replaced(TerraformPlan plan) {
    var labels = new TreeSet<String>();
    var declared = labels(plan.outputAfter("changes")).keySet();
    for (var mapping : plan.of(MAPPING)) {
      var label = PlannedSources.label(mapping.address());
      if (mapping.address().startsWith("module.changes")
          && declared.contains(label)
          && (isAnother(mapping) || sourceDiffers(plan, label))) {
        labels.add(label);
      }
    }
    return labels;
  }

  /** A mapping that is made anew for another reason goes on with the stream that it had. */
  private static boolean isAnother(ResourceChange mapping) {
    return !mapping.before().isAbsent()
        && !mapping.after().isAbsent()
        && (mapping.differs(STREAM) || mapping.replacedFor().contains(STREAM));
  }

  /** A label that goes through another module has its mapping made, not changed. */
  private static boolean sourceDiffers(TerraformPlan plan, String label) {
    var before = labels(plan.outputBefore("changes")).get(label);
    var after = labels(plan.outputAfter("changes")).get(label);
    return before != null
        && !Objects.equals(before.get("source").value(), after.get("source").value());
  }

  private static int epoch(JsonValue label) {
    return label != null && label.get("epoch").value() instanceof Long epoch
        ? Math.toIntExact(epoch)
        : -1;
  }

  /** The declarations in the output, which are JSON as text; none where only the apply knows. */
  private static Map<String, JsonValue> labels(PlannedValue output) {
    var text = output.get("declarations");
    if (!text.isKnown()) {
      return Map.of();
    }
    try {
      var labels = new JsonValue("", JsonReader.read(text.text())).get("labels");
      return labels.names().stream().collect(Collectors.toMap(name -> name, labels::get));
    } catch (InvalidInputException e) {
      throw new InvalidInputException("the output changes.declarations: " + e.getMessage());
    }
  }
}
