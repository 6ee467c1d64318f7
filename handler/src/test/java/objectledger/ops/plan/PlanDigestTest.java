package objectledger.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that a digest stands for what a plan would do, for all of it and for nothing else. */
class PlanDigestTest {
  private static final String FUNCTION = "module.handler.aws_lambda_function.this";
  private static final String ALIAS = "module.handler.aws_lambda_alias.live";
  private static final String KEY = "aws_kms_key.alarms[0]";

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "switch", "rename"})
  void orderInWhichTerraformTellsItDoesNotMatter(String name) {
    var tree = Plans.map(reversed(Plans.tree(name)));
    Collections.reverse(Plans.list(tree.get("resource_changes")));
    for (var resource : Plans.list(tree.get("resource_changes"))) {
      if (Plans.in(resource, "change", "replace_paths") instanceof List<?> paths) {
        Collections.reverse(paths);
      }
    }

    assertThat(digest(tree)).isEqualTo(digest(Plans.tree(name)));
  }

  @Test
  void timeAndPathOfThePackageDoNotMatter() {
    var changed =
        with(
            tree -> {
              tree.put("timestamp", "2030-01-01T00:00:00Z");
              var function = Plans.resource(tree, FUNCTION);
              Plans.map(Plans.in(function, "change", "before")).put("filename", "/home/a/zip");
              Plans.map(Plans.in(function, "change", "after")).put("filename", "/home/b/zip");
            });

    assertThat(changed).isEqualTo(digest(Plans.tree("switch")));
  }

  @Test
  void resourceThatStaysAsItIsDoesNotMatter() {
    var changed =
        with(
            tree -> Plans.list(tree.get("resource_changes")).removeIf(PlanDigestTest::isLeftAlone));

    assertThat(changed).isEqualTo(digest(Plans.tree("switch")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"switch", "rename"})
  void everySingleValueOfEveryChangeMatters(String name) {
    var seen = new ArrayList<String>();
    seen.add(digest(Plans.tree(name)));
    var leaves = new ArrayList<List<Object>>();
    var tree = Plans.tree(name);
    for (var resource : Plans.list(tree.get("resource_changes"))) {
      if (!isLeftAlone(resource)) {
        leaves(Plans.in(resource, "change"), new ArrayList<>(List.of(resource, "change")), leaves);
      }
    }

    for (var path : leaves) {
      var last = path.getLast();
      var holder = Plans.in(path.getFirst(), path.subList(1, path.size() - 1).toArray());
      var old = last instanceof Integer i ? Plans.list(holder).get(i) : Plans.map(holder).get(last);
      set(holder, last, old instanceof Boolean truth ? !truth : "other than " + old);
      seen.add(digest(tree));
      set(holder, last, old);
    }

    assertThat(leaves).hasSizeGreaterThan(150);
    assertThat(seen).doesNotHaveDuplicates();
  }

  @Test
  void whateverElseWouldBeDoneMatters() {
    var digests =
        List.of(
            digest(Plans.tree("switch")),
            with(tree -> tree.put("terraform_version", "1.11.5")),
            with(tree -> Plans.list(tree.get("resource_changes")).remove(resource(tree, ALIAS))),
            with(tree -> resource(tree, ALIAS).put("address", "module.handler.other.live")),
            with(tree -> resource(tree, ALIAS).put("previous_address", "other.live")),
            with(tree -> resource(tree, ALIAS).put("deposed", "00000001")),
            with(tree -> resource(tree, ALIAS).put("provider_name", "example.com/other/aws")),
            with(tree -> resource(tree, KEY).put("previous_address", "aws_kms_key.other")),
            with(tree -> action(tree, KEY, "delete")),
            with(tree -> action(tree, KEY, "forget")),
            with(tree -> action(tree, KEY, "create", "delete")),
            with(tree -> action(tree, KEY, "delete", "create")),
            with(tree -> Plans.map(Plans.in(tree, "output_changes", "trigger")).put("after", "x")),
            with(tree -> Plans.map(tree.get("output_changes")).remove("latest")),
            PlanDigest.of(Plans.of("switch"), new PlannedPackages("another zip", ""), Plans.LOCK),
            PlanDigest.of(
                Plans.of("switch"), new PlannedPackages(Plans.ZIP, "changes"), Plans.LOCK),
            PlanDigest.of(
                Plans.of("switch"), new PlannedPackages(Plans.ZIP, "other changes"), Plans.LOCK),
            PlanDigest.of(Plans.of("switch"), Plans.PACKAGES, "other providers"));

    assertThat(digests).doesNotHaveDuplicates().allMatch(digest -> digest.matches("[0-9a-f]{64}"));
  }

  @Test
  void digestOfOneChangeTellsNothingOfWhatIsSensitive() {
    Function<String, Map<String, Object>> secret =
        value -> {
          var tree = Plans.tree("switch");
          var change = Plans.map(resource(tree, FUNCTION).get("change"));
          Plans.map(Plans.in(change, "after", "environment", 0, "variables")).put("TOKEN", value);
          change.put("after_sensitive", Map.of("environment", List.of(Map.of("variables", true))));
          return tree;
        };

    var one = Plans.of(secret.apply("1234"));
    var other = Plans.of(secret.apply("1235"));

    assertThat(PlanDigest.of(one.first("aws_lambda_function").orElseThrow()))
        .isEqualTo(PlanDigest.of(other.first("aws_lambda_function").orElseThrow()));
    assertThat(PlanDigest.of(one, Plans.PACKAGES, Plans.LOCK))
        .as("but the whole plan is another one")
        .isNotEqualTo(PlanDigest.of(other, Plans.PACKAGES, Plans.LOCK));
  }

  private static Map<String, Object> resource(Map<String, Object> tree, String address) {
    return Plans.resource(tree, address);
  }

  private static void action(Map<String, Object> tree, String address, String... actions) {
    Plans.map(resource(tree, address).get("change")).put("actions", List.of(actions));
  }

  private static boolean isLeftAlone(Object resource) {
    return List.of("no-op").equals(Plans.in(resource, "change", "actions"));
  }

  private static String with(Consumer<Map<String, Object>> change) {
    var tree = Plans.tree("switch");
    change.accept(tree);
    return digest(tree);
  }

  private static String digest(Map<String, Object> tree) {
    return PlanDigest.of(Plans.of(tree), Plans.PACKAGES, Plans.LOCK);
  }

  /** The members of every object the other way round; the elements of a list stay in order. */
  private static Object reversed(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var members = new LinkedHashMap<String, Object>();
        new ArrayList<>(Plans.map(map).entrySet())
            .reversed()
            .forEach(member -> members.put(member.getKey(), reversed(member.getValue())));
        yield members;
      }
      case List<?> list -> {
        var elements = new ArrayList<Object>();
        list.forEach(element -> elements.add(reversed(element)));
        yield elements;
      }
      case null, default -> value;
    };
  }

  /** The paths of all that is no object and no list, but the actions and the package's path. */
  private static void leaves(Object value, List<Object> path, List<List<Object>> found) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((name, member) -> leaves(member, longer(path, name), found));
      case List<?> list -> {
        for (var i = 0; i < list.size(); i++) {
          leaves(list.get(i), longer(path, i), found);
        }
      }
      case null, default -> {
        if (!path.contains("actions") && !path.contains("filename")) {
          found.add(path);
        }
      }
    }
  }

  private static List<Object> longer(List<Object> path, Object step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  private static void set(Object holder, Object step, Object value) {
    if (step instanceof Integer index) {
      Plans.list(holder).set(index, value);
    } else {
      Plans.map(holder).put((String) step, value);
    }
  }
}
