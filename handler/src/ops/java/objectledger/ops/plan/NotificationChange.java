package objectledger.ops.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.json.JsonValue;
import objectledger.ops.NotificationRule;

/**
 * What a plan does to the notification of one bucket.
 *
 * @param what {@code sets}, {@code removes}; {@code waits} where events come through the bucket's
 *     own EventBridge; {@code moves} where another address sets it
 * @param label of the source
 * @param newLabel of the source that has the bucket then; empty unless it moves
 * @param eventBridge whether the notification sends to EventBridge, then
 * @param ownEventBridge whether EventBridge is on in the bucket for the stack alone until now
 * @param othersEventBridge whether the notification sends to EventBridge for others alone, then
 * @param rules all that the notification has then, the stack's own among them
 */
record NotificationChange(
    String what,
    String bucket,
    String label,
    String newLabel,
    boolean eventBridge,
    boolean ownEventBridge,
    boolean othersEventBridge,
    List<NotificationRule> rules) {

  /** A change that has nothing to say of EventBridge and of rules. */
  static NotificationChange of(String what, String bucket, String label, String newLabel) {
    return new NotificationChange(what, bucket, label, newLabel, false, false, false, List.of());
  }

  static NotificationChange of(JsonValue json) {
    var rules =
        json.get("rules").items().stream()
            .map(rule -> NotificationRule.of(rule.get("id").text(), rule.get("rule")))
            .toList();
    return new NotificationChange(
        json.get("what").text(),
        json.get("bucket").text(),
        json.get("label").text(),
        json.get("new_label").text(),
        json.get("eventbridge").isEqualTo(true),
        json.get("own_eventbridge").isEqualTo(true),
        json.get("others_eventbridge").isEqualTo(true),
        rules);
  }

  Map<String, Object> toValue() {
    var value = new TreeMap<String, Object>();
    value.put("what", what);
    value.put("bucket", bucket);
    value.put("label", label);
    value.put("new_label", newLabel);
    value.put("eventbridge", eventBridge);
    value.put("own_eventbridge", ownEventBridge);
    value.put("others_eventbridge", othersEventBridge);
    value.put(
        "rules",
        rules.stream().map(rule -> Map.of("id", rule.id(), "rule", rule.toValue())).toList());
    return value;
  }
}
