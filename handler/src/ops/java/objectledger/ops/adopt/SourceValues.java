package objectledger.ops.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Stream;
import objectledger.json.JsonValue;
import objectledger.lambda.Sha256;
import objectledger.ops.CommandException;
import objectledger.ops.NotificationRule;

/**
 * A source as the environment's values have it.
 *
 * @param values all values of the environment
 * @param label of the source
 */
record SourceValues(JsonValue values, String label) {
  /** What Terraform takes where the values say nothing: the defaults of its variables. */
  static final String DEFAULT_NAME = "object-ledger";

  static final List<String> DEFAULT_EVENTS =
      List.of(
          "s3:IntelligentTiering",
          "s3:LifecycleExpiration:*",
          "s3:LifecycleTransition",
          "s3:ObjectAcl:Put",
          "s3:ObjectCreated:*",
          "s3:ObjectRemoved:*",
          "s3:ObjectRestore:*",
          "s3:ObjectTagging:*");

  /**
   * Refuses a source that is not there, or whose bucket is one of the stack.
   *
   * @param file the name of the values file, for the message
   */
  void check(String file) {
    var known = values.get("sources").names();
    if (label.isEmpty()) {
      throw new CommandException(
          "SOURCE is missing: which source?",
          List.of("one of: " + String.join(" ", known), "type: make adopt ENV=… SOURCE=…"));
    }
    if (source().isAbsent()) {
      throw new CommandException(
          "%s has no source %s; it has: %s".formatted(file, label, String.join(" ", known)),
          List.of(
              "write, in sources: %s = { bucket = { create = false, name = \"<the bucket>\" } }"
                  .formatted(label),
              "with what is to be recorded, as in the other sources"));
    }
    var bucket = source().get("bucket");
    if (!bucket.get("create").isEqualTo(false) || bucket.get("name").textOrEmpty().isEmpty()) {
      throw new CommandException(
          "sources.%s is no existing bucket: what the stack makes notifies nobody else"
              .formatted(label),
          List.of(
              "for an existing bucket write, in %s: bucket = { create = false, name = \"…\" }"
                  .formatted(file)));
    }
  }

  private JsonValue source() {
    return values.get("sources").get(label);
  }

  String account() {
    return values.get("account_id").text();
  }

  String region() {
    return values.get("region").text();
  }

  String bucket() {
    return source().get("bucket").get("name").text();
  }

  /** The name of the stack's function, which is the id of its rules. */
  String function() {
    var name = values.get("name").textOrEmpty();
    var stack = name.isEmpty() ? DEFAULT_NAME : name;
    return "%s-handler-%s".formatted(stack, values.get("environment").text());
  }

  /** Whether the stack keeps what others have in the notification. */
  boolean keepsOthers() {
    return !source().get("others").isAbsent();
  }

  Others others() {
    return Others.of(source().get("others"));
  }

  /** Whether events reach the stack through the bucket's EventBridge, now or during a switch. */
  boolean usesEventBridge() {
    return ways().anyMatch("eventbridge"::equals);
  }

  private Stream<String> ways() {
    var trigger = source().get("trigger").textOrEmpty();
    return Stream.of(
        trigger.isEmpty() ? "direct" : trigger, source().get("switching_from").textOrEmpty());
  }

  /** The rules that the stack sets itself: one for each suffix; none for EventBridge. */
  List<NotificationRule> rules() {
    if (ways().allMatch(way -> way.isEmpty() || way.equals("eventbridge"))) {
      return List.of();
    }
    var filter = source().get("filter");
    var suffixes = texts(filter.get("suffixes"));
    if (suffixes.isEmpty()) {
      suffixes = List.of(filter.get("suffix").textOrEmpty());
    }
    var several = suffixes.size() > 1;
    return suffixes.stream()
        .map(
            suffix ->
                new NotificationRule(
                    function()
                        + (several ? "-" + Sha256.hex(suffix.getBytes(UTF_8)).substring(0, 8) : ""),
                    "this stack",
                    events(),
                    encode(filter.get("prefix").textOrEmpty()),
                    encode(suffix)))
        .toList();
  }

  /** Annotations reach a stack through EventBridge only. */
  private List<String> events() {
    var events = texts(source().get("events"));
    return (events.isEmpty() ? DEFAULT_EVENTS : events)
        .stream().filter(event -> !event.startsWith("s3:ObjectAnnotation:")).toList();
  }

  private static List<String> texts(JsonValue list) {
    return list.isAbsent() ? List.of() : list.items().stream().map(JsonValue::text).toList();
  }

  /** A filter's value as S3 takes it, and as Terraform's urlencode writes it. */
  private static String encode(String value) {
    var encoded = URLEncoder.encode(value, UTF_8).replace("%2F", "/").replace("*", "%2A");
    return encoded.replace(URLEncoder.encode("~", UTF_8), "~");
  }
}
