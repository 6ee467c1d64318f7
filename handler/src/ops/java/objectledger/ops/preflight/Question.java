package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import objectledger.json.JsonValue;

/**
 * A row of the access matrix: what a role may do, or may not do. A row stands for each of its
 * actions on each of its resources.
 *
 * @param role as the matrix calls it
 * @param everything whether whatever the role is given is looked at, within its denials and its
 *     boundary, and not what it has
 * @param context the keys for conditions
 */
record Question(
    String role,
    boolean everything,
    List<String> actions,
    List<String> resources,
    Map<String, List<String>> context,
    boolean allowed,
    String why) {
  private static final String EVERYTHING = "given everything";

  static Question of(JsonValue row) {
    var who = row.get("who").text().split(", ");
    var context = new TreeMap<String, List<String>>();
    row.get("context").names().forEach(key -> context.put(key, texts(row.get("context").get(key))));
    return new Question(
        who[0],
        who.length > 1 && who[1].equals(EVERYTHING),
        texts(row.get("actions")),
        texts(row.get("on")),
        context,
        row.get("allowed").isEqualTo(true),
        row.get("why").text());
  }

  /**
   * The row with the names of an environment; empty if none of its resources, or not all of its
   * context, is of that environment.
   *
   * @param names all that a text stands for; none where the environment has no such thing
   */
  Optional<Question> in(Function<String, List<String>> names) {
    var named = resources.stream().flatMap(text -> names.apply(text).stream()).distinct().toList();
    var keys = new TreeMap<String, List<String>>();
    for (var key : context.entrySet()) {
      var values = new ArrayList<String>();
      for (var value : key.getValue()) {
        var found = names.apply(value);
        if (found.size() != 1) {
          return Optional.empty();
        }
        values.add(found.getFirst());
      }
      keys.put(key.getKey(), values);
    }
    return named.isEmpty()
        ? Optional.empty()
        : Optional.of(new Question(role, everything, actions, named, keys, allowed, why));
  }

  /** The same with one action on one resource. */
  List<Question> single() {
    return actions.stream()
        .flatMap(
            action ->
                resources.stream()
                    .map(
                        resource ->
                            new Question(
                                role,
                                everything,
                                List.of(action),
                                List.of(resource),
                                context,
                                allowed,
                                why)))
        .toList();
  }

  private static List<String> texts(JsonValue list) {
    return list.items().stream().map(JsonValue::text).toList();
  }
}
