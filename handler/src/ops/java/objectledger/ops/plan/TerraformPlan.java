package objectledger.ops.plan;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;

/**
 * A saved plan, as {@code terraform show -json} prints it.
 *
 * @param terraformVersion of the Terraform that made it
 * @param resources every resource, also those that stay as they are, by address
 * @param outputs what becomes of each output, by name
 */
record TerraformPlan(
    String terraformVersion, List<ResourceChange> resources, Map<String, JsonValue> outputs) {

  /**
   * Reads it.
   *
   * @throws InvalidInputException if it is no plan of a known format
   */
  static TerraformPlan read(InputStream document) throws IOException {
    var json = JsonValue.read(document);
    var format = json.get("format_version").text();
    if (!format.startsWith("1.")) {
      throw new InvalidInputException(
          "the plan has the format " + format + ", and only 1.x is known");
    }
    var outputs = new TreeMap<String, JsonValue>();
    json.get("output_changes")
        .names()
        .forEach(name -> outputs.put(name, json.get("output_changes").get(name)));
    // A plan for an empty configuration has no list at all.
    var list = json.get("resource_changes");
    var resources = list.isAbsent() ? List.<JsonValue>of() : list.items();
    return new TerraformPlan(
        json.get("terraform_version").text(),
        resources.stream()
            .map(ResourceChange::new)
            .sorted(Comparator.comparing(ResourceChange::address))
            .toList(),
        outputs);
  }

  /** What is done, by what it is, and then by address. */
  List<ResourceChange> changes() {
    return resources.stream()
        .filter(ResourceChange::changes)
        .sorted(Comparator.comparing(ResourceChange::effect))
        .toList();
  }

  /** The names of the outputs that change. */
  List<String> changedOutputs() {
    return outputs.entrySet().stream()
        .filter(output -> !output.getValue().get("actions").value().equals(List.of("no-op")))
        .map(Map.Entry::getKey)
        .toList();
  }

  PlannedValue outputBefore(String name) {
    var output = outputs.getOrDefault(name, new JsonValue("", null));
    return new PlannedValue(
        output.get("before").value(), output.get("before_sensitive").value(), null);
  }

  PlannedValue outputAfter(String name) {
    var output = outputs.getOrDefault(name, new JsonValue("", null));
    return new PlannedValue(
        output.get("after").value(),
        output.get("after_sensitive").value(),
        output.get("after_unknown").value());
  }

  boolean isEmpty() {
    return changes().isEmpty() && changedOutputs().isEmpty();
  }

  List<ResourceChange> of(String type) {
    return resources.stream().filter(resource -> resource.is(type)).toList();
  }

  Optional<ResourceChange> first(String type) {
    return of(type).stream().findFirst();
  }

  /** The resource of that type that belongs to the ledger's function: a stack has others, too. */
  Optional<ResourceChange> ofHandler(String type) {
    return of(type).stream()
        .filter(resource -> resource.address().startsWith("module.handler."))
        .findFirst();
  }

  /** How many are added, changed, destroyed, as Terraform counts: who is replaced counts twice. */
  Map<String, Integer> counts() {
    var counts = new TreeMap<String, Integer>();
    List.of("add", "change", "destroy", "forget", "import", "move")
        .forEach(name -> counts.put(name, 0));
    for (var change : changes()) {
      switch (change.effect()) {
        case CREATE -> counts.merge("add", 1, Integer::sum);
        case DELETE -> counts.merge("destroy", 1, Integer::sum);
        case REPLACE -> {
          counts.merge("add", 1, Integer::sum);
          counts.merge("destroy", 1, Integer::sum);
        }
        case UPDATE -> counts.merge("change", 1, Integer::sum);
        case FORGET -> counts.merge("forget", 1, Integer::sum);
        case IMPORT -> counts.merge("import", 1, Integer::sum);
        case MOVE -> counts.merge("move", 1, Integer::sum);
        case READ, NONE -> {}
      }
    }
    return counts;
  }

  /** The counts in one line, as {@code 1 to add, 0 to change, 0 to destroy}. */
  String countsText() {
    var counts = counts();
    var parts = new ArrayList<String>();
    for (var name : List.of("import", "add", "change", "destroy", "forget", "move")) {
      if (counts.get(name) > 0 || List.of("add", "change", "destroy").contains(name)) {
        parts.add(counts.get(name) + " to " + name);
      }
    }
    return String.join(", ", parts);
  }
}
