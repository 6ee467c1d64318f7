package objectledger.ops.status;

import objectledger.json.JsonReader;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** A rule of EventBridge with its target. */
final class RuleRow {
  private final Asked asked;
  private final TerraformState.Resource applied;
  private final String name;

  RuleRow(Asked asked, TerraformState.Resource applied) {
    this.asked = asked;
    this.applied = applied;
    this.name = applied.text("name");
  }

  Row row() {
    var row = new Row.Builder(name).put("kind", "rule");
    try {
      var rule = asked.clients().eventBridge().describeRule(get -> get.name(name));
      row.say("rule " + rule.stateAsString()).put("state", rule.stateAsString());
      judge(row, rule);
      judgeTargets(row);
    } catch (ResourceNotFoundException e) {
      row.say("the rule is gone").put("state", null);
      row.act(
          "the rule %s is gone: what S3 tells EventBridge reaches no function".formatted(name),
          asked.applyAgain());
    }
    return row.build();
  }

  private void judge(Row.Builder row, DescribeRuleResponse rule) {
    if (rule.state() == RuleState.DISABLED && !applied.text("state").equals("DISABLED")) {
      row.act(
          "the rule %s is disabled, and the last apply enabled it: its events are lost"
              .formatted(name),
          "%s, then bring in what was missed: %s"
              .formatted(asked.applyAgain(), asked.make("verify", "REPAIR=1")));
    }
    var pattern = applied.text("event_pattern");
    var found = rule.eventPattern() == null ? "" : rule.eventPattern();
    if (!pattern.isEmpty() && !isSame(pattern, found)) {
      row.say("its pattern is another");
      row.act(
          "the pattern of the rule %s is not the one that was applied".formatted(name),
          asked.applyAgain());
    }
  }

  private static boolean isSame(String one, String other) {
    return !other.isEmpty() && JsonReader.read(one).equals(JsonReader.read(other));
  }

  private void judgeTargets(Row.Builder row) {
    var found =
        asked.clients().eventBridge().listTargetsByRule(list -> list.rule(name)).targets().stream()
            .map(Target::arn)
            .toList();
    for (var target : asked.resources("aws_cloudwatch_event_target")) {
      if (target.text("rule").equals(name) && !found.contains(target.text("arn"))) {
        row.say("without its target");
        row.act(
            "the rule %s does not invoke %s any more".formatted(name, target.text("arn")),
            asked.applyAgain());
      }
    }
  }
}
