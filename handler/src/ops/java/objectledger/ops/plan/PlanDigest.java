package objectledger.ops.plan;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import objectledger.json.JsonWriter;
import objectledger.lambda.Sha256;

/**
 * A digest of the changes in a plan. The same commit on the same state gives the same digest, on
 * any machine at any time; any other change gives another digest.
 */
final class PlanDigest {
  private PlanDigest() {}

  /**
   * The digest of the whole. It covers sensitive values too, so that none changes unseen.
   *
   * @param packages the SHA-256 of the functions' packages
   * @param lock the SHA-256 of the file that locks the providers
   */
  static String of(TerraformPlan plan, PlannedPackages packages, String lock) {
    var outputs = new HashMap<String, Object>();
    plan.changedOutputs().forEach(name -> outputs.put(name, plan.outputs().get(name).value()));
    var whole = new HashMap<String, Object>(packages.named("zip", "changes_zip"));
    whole.put("lock", lock);
    whole.put("outputs", outputs);
    whole.put("resources", plan.changes().stream().map(change -> essence(change, false)).toList());
    whole.put("terraform", plan.terraformVersion());
    return hash(whole);
  }

  /**
   * The digest of one change, without sensitive values: it is published, and a short one guessed.
   */
  static String of(ResourceChange change) {
    return hash(essence(change, true));
  }

  private static Map<String, Object> essence(ResourceChange change, boolean masked) {
    var essence = new HashMap<>(change.essence());
    for (var side : List.of("before", "after")) {
      var name = "change." + side;
      if (masked) {
        essence.computeIfPresent(
            name, (key, value) -> mask(value, essence.get(name + "_sensitive")));
      }
      // Where the package lies says nothing: its hash says all.
      if (change.is("aws_lambda_function") && essence.get(name) instanceof Map<?, ?> values) {
        var pathless = new HashMap<Object, Object>(values);
        pathless.remove("filename");
        essence.put(name, pathless);
      }
    }
    // Paths come from a set, and have no order of their own.
    if (essence.get("change.replace_paths") instanceof List<?> paths) {
      essence.put(
          "change.replace_paths", paths.stream().map(PlanDigest::canonical).sorted().toList());
    }
    return essence;
  }

  private static Object mask(Object value, Object sensitive) {
    if (Boolean.TRUE.equals(sensitive)) {
      return PlannedValue.SENSITIVE;
    }
    return switch (value) {
      case Map<?, ?> map when sensitive instanceof Map<?, ?> marks -> {
        var masked = new HashMap<Object, Object>();
        map.forEach((name, member) -> masked.put(name, mask(member, marks.get(name))));
        yield masked;
      }
      case List<?> list when sensitive instanceof List<?> marks ->
          IntStream.range(0, list.size())
              .mapToObj(i -> mask(list.get(i), i < marks.size() ? marks.get(i) : null))
              .toList();
      case null, default -> value;
    };
  }

  private static String hash(Object value) {
    return Sha256.hex(JsonWriter.toLine(Map.of("plan", Objects.requireNonNull(sorted(value)))));
  }

  private static String canonical(Object value) {
    return new String(JsonWriter.toLine(Map.of("path", sorted(value))), StandardCharsets.UTF_8);
  }

  /** The members of every object by name; the order of a list means something. */
  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, Object>();
        map.forEach((name, member) -> sorted.put((String) name, sorted(member)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(PlanDigest::sorted).toList();
      case null, default -> value;
    };
  }
}
