package objectledger.ops;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.stream.Stream;
import objectledger.json.JsonValue;

/**
 * A bucket whose events a stack records.
 *
 * @param label its name in the environment's values
 * @param events that are recorded, as in {@code s3:ObjectCreated:*}
 * @param keyPrefix of the keys that are recorded; empty if any are
 * @param keySuffixes of which each recorded key has one; empty if it may have any
 * @param trigger direct, queue or eventbridge
 */
public record Source(
    String label,
    String bucket,
    List<String> events,
    String keyPrefix,
    List<String> keySuffixes,
    String trigger) {

  /** Reads one source of the output {@code sources}. */
  static Source of(String label, JsonValue json) {
    return new Source(
        label,
        json.get("bucket").text(),
        json.get("events").items().stream().map(JsonValue::text).toList(),
        json.get("filter").get("prefix").textOrEmpty(),
        suffixes(json.get("filter")),
        json.get("trigger").textOrEmpty());
  }

  /** Reads the only source of a stack that was applied by an older commit, from its outputs. */
  static Source ofOlder(JsonValue outputs) {
    var filter = outputs.get("filter").get("value");
    return new Source(
        "source",
        outputs.get("source_bucket").get("value").text(),
        outputs.get("events").get("value").items().stream().map(JsonValue::text).toList(),
        filter.get("prefix").textOrEmpty(),
        suffixes(filter),
        outputs.get("trigger").get("value").textOrEmpty());
  }

  /** The first suffix of the filter; empty if it has none. */
  public String keySuffix() {
    return keySuffixes.isEmpty() ? "" : keySuffixes.getFirst();
  }

  /** Whether the key ends with one of the suffixes; without any, every key does. */
  public boolean hasSuffix(String key) {
    return keySuffixes.isEmpty() || keySuffixes.stream().anyMatch(key::endsWith);
  }

  /** Whether events of a name, as {@code ObjectCreated:Put}, or of its kind, are recorded. */
  public boolean records(String event) {
    var kind = event.substring(0, event.indexOf(':') + 1) + "*";
    return events.contains("s3:" + event) || events.contains("s3:" + kind);
  }

  /** Whether deletions and changed tags are recorded, too. */
  public boolean recordsChanges() {
    return Stream.of(
            "ObjectRemoved:Delete", "ObjectRemoved:DeleteMarkerCreated", "ObjectTagging:Put")
        .allMatch(this::records);
  }

  /** The source in messages: its label and its bucket. */
  public String inWords() {
    return "the source %s (bucket %s)".formatted(label, bucket);
  }

  /** Outputs of the oldest stacks have one suffix. */
  private static List<String> suffixes(JsonValue filter) {
    var suffixes = filter.get("suffixes");
    return suffixes.isAbsent()
        ? Stream.of(filter.get("suffix").textOrEmpty()).filter(not(String::isEmpty)).toList()
        : suffixes.items().stream().map(JsonValue::text).filter(not(String::isEmpty)).toList();
  }
}
