package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import objectledger.json.JsonValue;

/**
 * What a module would make in an empty account, as {@code terraform show -json} prints the plan of
 * a state that is empty.
 */
record PlannedResources(JsonValue plan) {
  /** A resource, with its values as far as they are known before the apply. */
  record Resource(String address, String type, JsonValue values) {
    String value(String name) {
      return values.get(name).value() instanceof String text ? text : "";
    }
  }

  /** All resources of a type. */
  List<Resource> of(String type) {
    return all().filter(resource -> resource.type().equals(type)).toList();
  }

  /** An output; absent if it is not known before the apply. */
  JsonValue output(String name) {
    return plan.get("planned_values").get("outputs").get(name).get("value");
  }

  /** The values of the environment, by name. */
  JsonValue variables() {
    var values = new HashMap<String, Object>();
    var variables = plan.get("variables");
    variables.names().forEach(name -> values.put(name, variables.get(name).get("value").value()));
    return new JsonValue("", values);
  }

  private Stream<Resource> all() {
    var found = new ArrayList<Resource>();
    collect(plan.get("planned_values").get("root_module"), found);
    return found.stream();
  }

  private static void collect(JsonValue module, List<Resource> found) {
    if (!module.get("resources").isAbsent()) {
      for (var resource : module.get("resources").items()) {
        if (resource.get("mode").isEqualTo("managed")) {
          found.add(
              new Resource(
                  resource.get("address").text(),
                  resource.get("type").text(),
                  resource.get("values")));
        }
      }
    }
    if (!module.get("child_modules").isAbsent()) {
      module.get("child_modules").items().forEach(child -> collect(child, found));
    }
  }
}
