package objectledger.ops.plan;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The sources of a stack before or after a plan, by label, as its output {@code sources} has them.
 * A stack of an older commit has other outputs, and one source, which is called {@code source}.
 */
record PlannedSources(SortedMap<String, PlannedValue> byLabel) {
  /** The label that the source of an older commit gets. */
  static final String ONLY = "source";

  private static final Pattern LABEL = Pattern.compile("\\[\"([a-z0-9-]+)\"\\]");

  static PlannedSources before(TerraformPlan plan) {
    return of(plan::outputBefore);
  }

  static PlannedSources after(TerraformPlan plan) {
    return of(plan::outputAfter);
  }

  private static PlannedSources of(Function<String, PlannedValue> output) {
    var sources = new TreeMap<String, PlannedValue>();
    if (output.apply("sources").value() instanceof Map<?, ?> labels) {
      labels
          .keySet()
          .forEach(label -> sources.put((String) label, output.apply("sources").get(label)));
    } else if (!output.apply("trigger").isAbsent() || !output.apply("source_bucket").isAbsent()) {
      sources.put(ONLY, only(output));
    }
    return new PlannedSources(Collections.unmodifiableSortedMap(sources));
  }

  private static PlannedValue only(Function<String, PlannedValue> output) {
    var value = new HashMap<String, Object>();
    var sensitive = new HashMap<String, Object>();
    var unknown = new HashMap<String, Object>();
    Map.of("bucket", "source_bucket", "trigger", "trigger", "events", "events", "filter", "filter")
        .forEach(
            (name, old) -> {
              value.put(name, output.apply(old).value());
              sensitive.put(name, output.apply(old).sensitive());
              unknown.put(name, output.apply(old).unknown());
            });
    return new PlannedValue(value, sensitive, unknown);
  }

  /** The label in the address of a resource of one source. */
  static String label(String address) {
    var matcher = LABEL.matcher(address);
    return matcher.find() ? matcher.group(1) : ONLY;
  }

  /** Its trigger as text; empty where there is no such source. */
  String trigger(String label) {
    return get(label).map(source -> source.get("trigger").text()).orElse("");
  }

  /** Whether its events come through EventBridge, now or during a switch. */
  boolean usesEventBridge(String label) {
    return get(label).stream()
        .flatMap(source -> List.of("trigger", "switching_from").stream().map(source::get))
        .anyMatch(way -> way.text().equals("eventbridge"));
  }

  /**
   * Whether EventBridge, where the stack's notification sends to it, is the stack's alone. Where
   * the output does not say that nobody else has it on, it is theirs.
   */
  boolean ownsEventBridge(String label) {
    return usesEventBridge(label)
        && get(label)
            .map(source -> source.get("others_eventbridge").value())
            .filter(Boolean.FALSE::equals)
            .isPresent();
  }

  Optional<PlannedValue> get(String label) {
    return Optional.ofNullable(byLabel.get(label));
  }
}
