package objectledger.lambda;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import objectledger.json.JsonText;

/**
 * Reads settings from the environment and collects all problems, so that one failed start reports
 * all of them.
 */
public record SettingsReader(Map<String, String> environment, List<String> problems) {
  private static final Pattern CONCURRENCY =
      Pattern.compile("[1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-6]");

  public SettingsReader(Map<String, String> environment) {
    this(environment, new ArrayList<>());
  }

  /** Whether a setting is set to more than nothing. */
  public boolean has(String name) {
    return !environment.getOrDefault(name, "").isEmpty();
  }

  public String text(String name, Pattern form, String meaning) {
    var value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      problems.add(name + " is missing: set it to " + meaning);
    } else if (!form.matcher(value).matches()) {
      problems.add(name + " is " + JsonText.quote(value) + ": set it to " + meaning);
    }
    return value;
  }

  /** A set of names, joined by commas. Each problem of a name is reported. */
  public List<String> names(String name, Pattern form, String meaning) {
    var names = environment.getOrDefault(name, "").split(",", -1);
    if (names.length == 1 && names[0].isEmpty()) {
      problems.add(name + " is missing: set it to " + meaning + ", joined by commas");
      return List.of();
    }
    var known = new LinkedHashSet<String>();
    var found = new LinkedHashSet<String>();
    for (var one : names) {
      if (one.isEmpty()) {
        found.add(name + " has an empty name: remove the comma before or after it");
      } else if (!known.add(one)) {
        found.add(name + " has " + JsonText.quote(one) + " twice: name it once");
      } else if (!form.matcher(one).matches()) {
        found.add(name + " has " + JsonText.quote(one) + ": set it to " + meaning);
      }
    }
    problems.addAll(found);
    return List.copyOf(known);
  }

  /**
   * A setting that may be absent. Returns the default if it is not set or invalid; the latter is
   * reported.
   */
  public String optional(String name, String defaultValue, Pattern form, String meaning) {
    var value = environment.getOrDefault(name, "");
    if (value.isEmpty() || form.matcher(value).matches()) {
      return value.isEmpty() ? defaultValue : value;
    }
    problems.add(name + " is " + JsonText.quote(value) + ": set it to " + meaning);
    return defaultValue;
  }

  /**
   * A setting with a few possible values. Returns the default if it is not set or invalid; the
   * latter is reported.
   */
  public String oneOf(String name, String defaultValue, List<String> values) {
    var set = environment.getOrDefault(name, "");
    var value = set.isEmpty() ? defaultValue : set;
    if (values.contains(value)) {
      return value;
    }
    problems.add(name + " is " + JsonText.quote(value) + ": set one of " + values);
    return defaultValue;
  }

  public int concurrency() {
    var set = environment.getOrDefault("CONCURRENCY", "");
    var value = set.isEmpty() ? "16" : set;
    if (CONCURRENCY.matcher(value).matches()) {
      return Integer.parseInt(value);
    }
    problems.add("CONCURRENCY is " + JsonText.quote(value) + ": set a number from 1 to 256");
    return 1;
  }

  public void throwIfInvalid() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the function cannot start: " + String.join("; ", problems));
    }
  }
}
