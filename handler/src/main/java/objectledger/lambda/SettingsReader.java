package objectledger.lambda;

import java.util.ArrayList;
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

  public String text(String name, Pattern form, String meaning) {
    var value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      problems.add(name + " is missing: set it to " + meaning);
    } else if (!form.matcher(value).matches()) {
      problems.add(name + " is " + JsonText.quote(value) + ": set it to " + meaning);
    }
    return value;
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
