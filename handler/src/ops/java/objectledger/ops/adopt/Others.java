package objectledger.ops.adopt;

import java.util.Map;
import java.util.TreeMap;
import objectledger.json.JsonValue;
import objectledger.ops.NotificationRule;

/**
 * What a bucket notifies that is not the stack's: {@code sources.<label>.others} of the values.
 *
 * @param eventBridge whether it is the others who have EventBridge switched on
 * @param rules by id
 */
record Others(boolean eventBridge, Map<String, NotificationRule> rules) {
  Others {
    rules = new TreeMap<>(rules);
  }

  /** Reads them out of the environment's values; none where they are null. */
  static Others of(JsonValue others) {
    var rules = new TreeMap<String, NotificationRule>();
    var json = others.get("rules");
    json.names().forEach(id -> rules.put(id, NotificationRule.of(id, json.get(id))));
    return new Others(others.get("eventbridge").isEqualTo(true), rules);
  }

  boolean isEmpty() {
    return !eventBridge && rules.isEmpty();
  }

  /** The value that Terraform has to read. */
  Map<String, Object> toValue() {
    var values = new TreeMap<String, Object>();
    rules.forEach((id, rule) -> values.put(id, rule.toValue()));
    return new TreeMap<>(Map.of("eventbridge", eventBridge, "rules", values));
  }
}
