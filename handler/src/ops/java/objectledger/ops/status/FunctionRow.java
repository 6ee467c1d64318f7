package objectledger.ops.status;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** The versions behind the alias {@code live} of one function, and their code. */
final class FunctionRow {
  /** As many digits as git shows of a commit. */
  private static final int SHOWN = 12;

  private final Asked asked;
  private final String name;
  private final String function;

  /**
   * A function.
   *
   * @param name handler, documents or changes
   * @param function its name in Lambda
   */
  FunctionRow(Asked asked, String name, String function) {
    this.asked = asked;
    this.name = name;
    this.function = function;
  }

  Row row() {
    var row = new Row.Builder(name).put("function", function);
    try {
      var alias = asked.clients().lambda().getAlias(get -> get.functionName(function).name("live"));
      var version = alias.functionVersion();
      var canary = weights(alias.routingConfig());
      row.say("live → version " + version).put("version", version);
      code(row, version, "");
      canary.forEach(
          (other, weight) -> {
            row.say(
                String.format(Locale.ROOT, "canary: version %s gets %.1f %%", other, 100 * weight));
            row.put("canary", other).put("canary_weight", weight);
            code(row, other, "canary_");
          });
      compare(row, version, canary);
    } catch (ResourceNotFoundException e) {
      row.say("there is no alias live").put("version", null);
      row.act(
          "the function %s, or its alias live, is gone: no event is recorded".formatted(function),
          asked.applyAgain());
    }
    return row.build();
  }

  private void code(Row.Builder row, String version, String prefix) {
    var found =
        asked
            .clients()
            .lambda()
            .getFunctionConfiguration(get -> get.functionName(function).qualifier(version));
    var hex = HexFormat.of().formatHex(Base64.getDecoder().decode(found.codeSha256()));
    row.say("package " + hex.substring(0, Math.min(SHOWN, hex.length())));
    row.put(prefix + "package_sha256", hex).put(prefix + "state", found.stateAsString());
    judge(row, version, found);
  }

  private void judge(Row.Builder row, String version, GetFunctionConfigurationResponse found) {
    if (found.state() == null || found.state() == State.ACTIVE) {
      return;
    }
    row.say("it is " + found.stateAsString());
    if (found.state() == State.FAILED) {
      row.act(
          "version %s of %s cannot run: %s".formatted(version, function, found.stateReason()),
          asked.make("rollback"));
    }
  }

  /** Compares the alias with what the last apply made of it. */
  private void compare(Row.Builder row, String version, Map<String, Double> canary) {
    for (var alias : asked.resources("aws_lambda_alias")) {
      if (!alias.text("function_name").equals(function)) {
        continue;
      }
      var applied = alias.text("function_version");
      if (!applied.equals(version)) {
        row.say("the last apply says " + applied);
        row.act(
            "live of %s is on version %s, and the last apply put it on %s"
                .formatted(function, version, applied),
            asked.make("plan") + ", and read it; to go back: " + asked.make("rollback"));
      }
      var routing = alias.attributes().get("routing_config");
      var known = new LinkedHashMap<String, Object>();
      if (!routing.isAbsent()) {
        for (var each : routing.items()) {
          var weights = each.get("additional_version_weights");
          weights.names().forEach(other -> known.put(other, weights.get(other).value()));
        }
      }
      if (!known.keySet().equals(canary.keySet())) {
        row.act(
            "the canary of %s is %s, and the last apply says %s"
                .formatted(function, versions(canary), versions(known)),
            asked.make("rollback"));
      }
    }
  }

  private static String versions(Map<String, ?> weights) {
    return weights.isEmpty() ? "none" : "version " + String.join(", ", weights.keySet());
  }

  private static Map<String, Double> weights(AliasRoutingConfiguration routing) {
    return routing == null ? Map.of() : routing.additionalVersionWeights();
  }
}
