package objectledger.ops.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;

/** What a plan does to one resource; also to one that it leaves alone. */
record ResourceChange(JsonValue json) {
  /** What is done, in the order in which a person wants to read of it. */
  enum Effect {
    DELETE("destroy"),
    REPLACE("replace"),
    FORGET("forget"),
    CREATE("create"),
    IMPORT("import"),
    UPDATE("update"),
    MOVE("move"),
    READ("read"),
    NONE("leave");

    final String verb;

    Effect(String verb) {
      this.verb = verb;
    }
  }

  String address() {
    var deposed = json.get("deposed").textOrEmpty();
    return json.get("address").text() + (deposed.isEmpty() ? "" : " (deposed " + deposed + ")");
  }

  /** Where a resource that moves was; empty for any other. */
  String previousAddress() {
    return json.get("previous_address").textOrEmpty();
  }

  String type() {
    return json.get("type").text();
  }

  boolean is(String type) {
    return type().equals(type) && json.get("mode").isEqualTo("managed");
  }

  Effect effect() {
    var actions = actions();
    if (actions.size() > 1) {
      return Effect.REPLACE;
    }
    var imported = !json.get("change").get("importing").isAbsent();
    return switch (actions.getFirst()) {
      case "create" -> Effect.CREATE;
      case "delete" -> Effect.DELETE;
      case "forget" -> Effect.FORGET;
      case "read" -> Effect.READ;
      case "update" -> imported ? Effect.IMPORT : Effect.UPDATE;
      case "no-op" -> imported ? Effect.IMPORT : moves() ? Effect.MOVE : Effect.NONE;
      default ->
          throw new InvalidInputException(
              address() + " has actions that are not known: " + actions);
    };
  }

  private boolean moves() {
    var previous = previousAddress();
    return !previous.isEmpty() && !previous.equals(json.get("address").text());
  }

  boolean changes() {
    return effect() != Effect.NONE;
  }

  /** Whether what is there is destroyed, for ever or to be made anew. */
  boolean destroys() {
    return actions().contains("delete");
  }

  private List<String> actions() {
    return json.get("change").get("actions").items().stream().map(JsonValue::text).toList();
  }

  PlannedValue before() {
    var change = json.get("change");
    return new PlannedValue(
        change.get("before").value(), change.get("before_sensitive").value(), null);
  }

  PlannedValue after() {
    var change = json.get("change");
    return new PlannedValue(
        change.get("after").value(),
        change.get("after_sensitive").value(),
        change.get("after_unknown").value());
  }

  /** The names of all its attributes. */
  TreeSet<String> names() {
    var names = new TreeSet<String>();
    for (var side : List.of("before", "after", "after_unknown")) {
      names.addAll(json.get("change").get(side).names());
    }
    return names;
  }

  /** The attributes that differ, or may: by name only, for their values may be anybody's. */
  List<String> changedNames() {
    return names().stream().filter(this::differs).toList();
  }

  /** The attributes for which a resource has to be made anew. */
  List<String> replacedFor() {
    var paths = json.get("change").get("replace_paths");
    return paths.isAbsent()
        ? List.of()
        : paths.items().stream()
            .map(path -> String.valueOf(path.items().getFirst().value()))
            .distinct()
            .sorted()
            .toList();
  }

  /** Whether that attribute is another one after the change, or may be. */
  boolean differs(String name) {
    var after = after().get(name);
    return PlannedValue.UNKNOWN.equals(
            new PlannedValue(after.value(), null, after.unknown()).text())
        || !Objects.equals(before().get(name).value(), after.value());
  }

  /** The members that tell what is done, for a digest: nothing that only explains it. */
  Map<String, Object> essence() {
    var change = json.get("change");
    var essence = new HashMap<String, Object>();
    for (var name : List.of("address", "deposed", "mode", "previous_address", "provider_name")) {
      essence.put(name, json.get(name).value());
    }
    for (var name : change.names()) {
      essence.put("change." + name, change.get(name).value());
    }
    return essence;
  }
}
