package objectledger.ops;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;

/**
 * A rule of a bucket's notification.
 *
 * @param id the name of the rule, which is unique in its bucket
 * @param target the ARN of the function, queue or topic
 * @param events in alphabetical order, because their order means nothing
 * @param prefix form-encoded, as S3 keeps it; empty if the rule has none
 * @param suffix the same
 */
public record NotificationRule(
    String id, String target, List<String> events, String prefix, String suffix) {
  public NotificationRule {
    events = events.stream().sorted().distinct().toList();
  }

  /** Reads what {@link #toValue} makes. */
  public static NotificationRule of(String id, JsonValue rule) {
    return new NotificationRule(
        id,
        rule.get("target").text(),
        rule.get("events").items().stream().map(JsonValue::text).toList(),
        rule.get("prefix").textOrEmpty(),
        rule.get("suffix").textOrEmpty());
  }

  /** All but the id, as the environment's values have it. */
  public Map<String, Object> toValue() {
    return new TreeMap<>(
        Map.of("target", target, "events", events, "prefix", prefix, "suffix", suffix));
  }

  /** Whether it is a rule of the stack whose function has this name: one for each suffix. */
  public boolean isOf(String function) {
    return id.equals(function)
        || (id.startsWith(function + "-")
            && id.substring(function.length()).matches("-[0-9a-f]{8}"));
  }

  /**
   * Whether S3 refuses both in one notification: it could not tell which of them an event is for.
   */
  public boolean overlaps(NotificationRule other) {
    return events.stream().anyMatch(one -> other.events.stream().anyMatch(two -> meet(one, two)))
        && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix))
        && (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix));
  }

  /** Whether they are the same event, or one is the kind of the other. */
  private static boolean meet(String one, String two) {
    return one.equals(two) || isKindOf(one, two) || isKindOf(two, one);
  }

  private static boolean isKindOf(String kind, String event) {
    return kind.endsWith(":*") && event.startsWith(kind.substring(0, kind.length() - 1));
  }

  /** The rule in one line, with its filter only if it has one. */
  @Override
  public String toString() {
    return "%s: %s: %s%s%s"
        .formatted(
            id,
            target,
            String.join(", ", events),
            prefix.isEmpty() ? "" : ", prefix " + JsonText.quote(prefix),
            suffix.isEmpty() ? "" : ", suffix " + JsonText.quote(suffix));
  }
}
