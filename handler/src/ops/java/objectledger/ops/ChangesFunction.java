package objectledger.ops;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;

/**
 * The function that writes changes into SQL tables, as the output {@code changes} of a stack
 * describes it.
 *
 * @param bucket with the changes that were not written
 * @param name of the function
 * @param liveArn its alias {@code live}
 * @param failureQueues URL of each of its failure queues by name
 * @param logGroup of the function
 * @param declarations what the function knows of each label, as JSON
 * @param sources the stream of each label, and of a table's stream the table
 * @param mappings the id of each label's event source mapping
 */
public record ChangesFunction(
    String bucket,
    String name,
    String liveArn,
    Map<String, String> failureQueues,
    String logGroup,
    String declarations,
    Map<String, String> sources,
    Map<String, String> mappings) {
  public ChangesFunction {
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    mappings = Map.copyOf(mappings);
  }

  /** Reads the output; empty where the stack writes no changes. */
  static Optional<ChangesFunction> of(JsonValue output) {
    if (output.isAbsent()) {
      return Optional.empty();
    }
    var declared = output.get("declarations").parseText().get("labels");
    return Optional.of(
        new ChangesFunction(
            output.get("bucket").text(),
            output.get("live").get("function_name").text(),
            output.get("live").get("arn").text(),
            texts(output.get("failure_queues"), queue -> queue.get("url").text()),
            output.get("log_group").text(),
            output.get("declarations").text(),
            texts(declared, label -> label.get("source").text()),
            texts(output.get("mappings"), JsonValue::text)));
  }

  private static Map<String, String> texts(JsonValue members, Function<JsonValue, String> text) {
    var texts = new LinkedHashMap<String, String>();
    members.names().forEach(name -> texts.put(name, text.apply(members.get(name))));
    return texts;
  }

  /** The labels in their order. */
  public Set<String> labels() {
    return sources.keySet();
  }

  /** The label of a stream; empty where it has none, or none any more. */
  public Optional<String> labelOfStream(String arn) {
    var source = arn.replaceFirst("/stream/.*", "");
    return sources.entrySet().stream()
        .filter(label -> label.getValue().equals(source))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The label of an event source mapping; empty where it has none, or none any more. */
  public Optional<String> labelOfMapping(String id) {
    return mappings.entrySet().stream()
        .filter(label -> label.getValue().equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * What to say of a label that is not declared.
   *
   * @param example how the setting is typed with a label
   */
  public CommandException unknown(String label, Function<String, String> example) {
    return new CommandException(
        "the stack has no changes with the label " + JsonText.quote(label),
        List.of(
            NearestName.of(label, labels())
                .map(near -> "did you mean %s?".formatted(example.apply(near)))
                .orElse("its labels are: " + String.join(", ", labels()))));
  }
}
