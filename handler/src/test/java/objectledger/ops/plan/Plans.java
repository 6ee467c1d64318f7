package objectledger.ops.plan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import objectledger.json.JsonReader;
import objectledger.json.JsonWriter;

/** Plans that Terraform made, to be changed by a test: maps and lists of JSON. */
final class Plans {
  static final String ZIP = "3d4eefcc6f026f447c1d9327626ca88568d18d0f9e717fc69abc6cbd9e307cb4";
  static final String LOCK = "f651955b760a6d7e99e8e638dc434d31d891b24b9dacc17678e3b962c5a23921";

  /** The packages of a stack without a changes function. */
  static final PlannedPackages PACKAGES = new PlannedPackages(ZIP, "");

  private Plans() {}

  static Map<String, Object> tree(String name) {
    try (var in = Plans.class.getResourceAsStream("/plans/" + name + ".json")) {
      return map(JsonReader.read(Objects.requireNonNull(in, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TerraformPlan of(Map<String, Object> tree) {
    try {
      return TerraformPlan.read(new ByteArrayInputStream(JsonWriter.toLine(tree)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TerraformPlan of(String name) {
    return of(tree(name));
  }

  /** The value below these names and indices. */
  @SuppressWarnings("unchecked")
  static <T> T in(Object tree, Object... steps) {
    var found = tree;
    for (var step : steps) {
      found = step instanceof Integer index ? list(found).get(index) : map(found).get(step);
    }
    return (T) found;
  }

  static Map<String, Object> resource(Map<String, Object> tree, String address) {
    return list(tree.get("resource_changes")).stream()
        .map(Plans::map)
        .filter(resource -> address.equals(resource.get("address")))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }
}
