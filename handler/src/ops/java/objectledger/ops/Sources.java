package objectledger.ops;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;

/**
 * The sources of a stack, in the order of their labels, and the choice among them: the setting
 * {@code SOURCE} names one.
 */
public record Sources(Map<String, Source> byLabel) {
  public Sources {
    byLabel = new TreeMap<>(byLabel);
  }

  /** These sources by their labels. */
  public static Sources of(Source... sources) {
    return new Sources(Stream.of(sources).collect(Collectors.toMap(Source::label, each -> each)));
  }

  /** Reads the outputs of a stack, also of one that was applied by an older commit. */
  static Sources of(JsonValue outputs) {
    var sources = outputs.get("sources").get("value");
    return sources.isAbsent()
        ? of(Source.ofOlder(outputs))
        : of(
            sources.names().stream()
                .map(label -> Source.of(label, sources.get(label)))
                .toArray(Source[]::new));
  }

  /** Whether it has to be said which source is meant. */
  public boolean areSeveral() {
    return byLabel.size() > 1;
  }

  /** The labels, for messages. */
  public String labels() {
    return String.join(", ", byLabel.keySet());
  }

  /** The source that a bucket is; empty where it is none. */
  public Optional<Source> ofBucket(String bucket) {
    return all().stream().filter(source -> source.bucket().equals(bucket)).findFirst();
  }

  /** All sources, in the order of their labels. */
  public List<Source> all() {
    return List.copyOf(byLabel.values());
  }

  /**
   * The source of a label, or all of them if it is empty.
   *
   * @throws CommandException if there is no such source
   */
  public List<Source> selected(String label) {
    return label.isEmpty() ? all() : List.of(named(label));
  }

  /**
   * The source of a label, or the first one if it is empty.
   *
   * @throws CommandException if there is no such source
   */
  public Source first(String label) {
    return selected(label).getFirst();
  }

  /**
   * The source of a label, or the only one if it is empty.
   *
   * @param command that needs one, as it is typed
   * @throws CommandException if there is no such source, or if there are several to choose from
   */
  public Source only(String label, String command) {
    if (label.isEmpty() && areSeveral()) {
      throw new CommandException(
          "which source? The stack has %s: type the same with one of them, as in %s SOURCE=%s"
              .formatted(labels(), command, byLabel.keySet().iterator().next()));
    }
    return first(label);
  }

  private Source named(String label) {
    var source = byLabel.get(label);
    if (source != null) {
      return source;
    }
    var near =
        ofBucket(label)
            .map(Source::label)
            .or(() -> NearestName.of(label, byLabel.keySet()))
            .map(name -> ": did you mean SOURCE=" + name + "?")
            .orElse("");
    throw new CommandException(
        "the stack has no source %s%s%s"
            .formatted(
                JsonText.quote(label),
                near,
                (near.isEmpty() ? ": its sources are " : " Its sources are ") + labels()));
  }
}
