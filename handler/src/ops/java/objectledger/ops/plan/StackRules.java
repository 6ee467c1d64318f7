package objectledger.ops.plan;

import java.util.List;
import java.util.stream.Stream;
import objectledger.ops.NotificationRule;

/**
 * Tells the rules of the stack from those of others, and what to type about a source.
 *
 * @param functions names of the stack's function, before and after the plan: ids of its own rules
 * @param environment for the commands to type
 */
record StackRules(List<String> functions, String environment) {
  static final String EVENT_BRIDGE = "EventBridge: every event";

  /** The rules that are not the stack's. */
  Stream<NotificationRule> foreign(List<NotificationRule> rules) {
    return rules.stream().filter(rule -> functions.stream().noneMatch(rule::isOf));
  }

  String adopt(NotificationChange change) {
    return "make adopt ENV=%s SOURCE=%s".formatted(environment, change.label());
  }
}
