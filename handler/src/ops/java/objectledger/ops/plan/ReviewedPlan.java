package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import objectledger.json.JsonValue;

/**
 * What is kept of a plan for machines, as {@code plan.json}: its counts, its digest, and a digest
 * of each change, so that two plans can be compared without anything that is in them.
 */
record ReviewedPlan(JsonValue json) {
  /** The document about a plan. */
  static Map<String, Object> document(
      TerraformPlan plan, String environment, PlannedPackages packages, String lock) {
    var document = new LinkedHashMap<String, Object>();
    document.put("environment", environment);
    document.put("empty", plan.isEmpty());
    document.putAll(plan.counts());
    document.put("digest", PlanDigest.of(plan, packages, lock));
    document.putAll(packages.named("package_sha256", "changes_package_sha256"));
    document.put("lock_sha256", lock);
    document.put("terraform_version", plan.terraformVersion());
    document.put("outputs", plan.changedOutputs());
    var changes = new ArrayList<Map<String, String>>();
    for (var change : plan.changes()) {
      changes.add(
          Map.of(
              "address", change.address(),
              "effect", change.effect().verb,
              "digest", PlanDigest.of(change)));
    }
    document.put("changes", changes.stream().<Map<String, String>>map(TreeMap::new).toList());
    return document;
  }

  String digest() {
    return json.get("digest").text();
  }

  /** What is in one of two plans and not in the other, a line each. */
  List<String> differences(ReviewedPlan now) {
    var lines = new ArrayList<String>();
    for (var name :
        List.of("package_sha256", "changes_package_sha256", "lock_sha256", "terraform_version")) {
      var reviewed = json.get(name).textOrEmpty();
      var current = now.json.get(name).textOrEmpty();
      if (!reviewed.equals(current)) {
        lines.add("%s: reviewed %s, now %s".formatted(name, reviewed, current));
      }
    }
    var reviewed = changes();
    var current = now.changes();
    var addresses = new TreeSet<>(reviewed.keySet());
    addresses.addAll(current.keySet());
    for (var address : addresses) {
      var was = reviewed.getOrDefault(address, new String[] {"leave", ""});
      var is = current.getOrDefault(address, new String[] {"leave", ""});
      if (!was[0].equals(is[0])) {
        lines.add("%s: reviewed %s, now %s".formatted(address, was[0], is[0]));
      } else if (!was[1].equals(is[1])) {
        lines.add("%s: %s, but with other values".formatted(address, is[0]));
      }
    }
    return lines.isEmpty() ? List.of("an output, or a value that is sensitive") : lines;
  }

  private Map<String, String[]> changes() {
    var changes = new TreeMap<String, String[]>();
    for (var change : json.get("changes").items()) {
      changes.put(
          change.get("address").text(),
          new String[] {change.get("effect").text(), change.get("digest").text()});
    }
    return changes;
  }
}
