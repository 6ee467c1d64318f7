package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import objectledger.json.JsonValue;

/**
 * What the names in the rows of the matrix are in one environment. A name stands in braces, and can
 * be made of others; {@code {source}} is each source's bucket, and what is unknown is not there.
 */
final class EnvironmentNames {
  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)\\}");
  private static final int MAX_NESTING = 4;

  private final Map<String, List<String>> values = new HashMap<>();

  /**
   * Reads the names.
   *
   * @param templates of the file of questions, by name
   */
  EnvironmentNames(JsonValue templates, Account account) {
    templates.names().forEach(name -> set(name, templates.get(name).text()));
    set("account", account.id());
    set("region", account.region());
    set("partition", account.partition());
    set("prefix", account.prefix());
    set("environment", account.environment());
    set("databaseName", (account.prefix() + "_" + account.environment()).replace('-', '_'));
    // An environment whose things are not to be had from this one.
    set("other", account.environment().equals("prod") ? "dev" : "prod");
  }

  /** Takes the names that the plan of the stack, where there is one, tells better. */
  EnvironmentNames with(PlannedResources stack) {
    values.remove("source");
    values.remove("second");
    values.remove("ingress");
    var sources = stack.output("sources");
    for (var label : sources.names()) {
      var name = label.equals("ingress") ? "ingress" : "source";
      var bucket = sources.get(label).get("bucket");
      if (bucket.value() instanceof String text) {
        values.computeIfAbsent(name, n -> new ArrayList<>()).add("arn:{partition}:s3:::" + text);
      }
    }
    var variables = stack.variables();
    set("context", stack.output("parameter_context").value());
    set("customerKey", variables.get("encryption").get("kms_key_arn").value());
    set("ledgerKey", variables.get("ledger_bucket").get("kms_key_arn").value());
    set("ingressKey", variables.get("ingress").get("kms_key_arn").value());
    set("lakeKey", variables.get("documents").get("kms_key_arn").value());
    set("resultsKey", variables.get("query").get("kms_key_arn").value());
    set("secretKey", variables.get("parameter_context").get("kms_key_arn").value());
    return this;
  }

  /** Where the state is. */
  EnvironmentNames withState(String bucket, String key) {
    set("state", "arn:{partition}:s3:::" + bucket);
    set("stateFile", "{state}/" + key);
    return this;
  }

  /** All that a text stands for; none where a name in it is not there. */
  List<String> all(String text) {
    var texts = List.of(text);
    for (var i = 0; i < MAX_NESTING; i++) {
      texts = texts.stream().flatMap(one -> once(one).stream()).toList();
    }
    return texts.stream().filter(one -> !NAME.matcher(one).find()).toList();
  }

  /** The first name replaced by each of its values, and so on. */
  private List<String> once(String text) {
    var matcher = NAME.matcher(text);
    if (!matcher.find()) {
      return List.of(text);
    }
    var first = matcher.group(1);
    return values.getOrDefault(first, List.of()).stream()
        .map(chosen -> matcher.replaceAll(found -> value(found.group(1), first, chosen)))
        .toList();
  }

  private String value(String name, String first, String chosen) {
    var found = name.equals(first) ? List.of(chosen) : values.getOrDefault(name, List.of());
    return Matcher.quoteReplacement(found.size() == 1 ? found.getFirst() : "{" + name + "}");
  }

  private void set(String name, Object value) {
    if (value == null || Objects.equals(value, "")) {
      values.remove(name);
    } else {
      values.put(name, List.of(value.toString()));
    }
  }
}
