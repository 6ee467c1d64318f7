package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The changes of the function and of its alias in a plan. */
final class PlannedStack {
  private static final String FUNCTION = "aws_lambda_function";
  private final TerraformPlan plan;
  private final ReportFormat format;

  PlannedStack(TerraformPlan plan, ReportFormat format) {
    this.plan = plan;
    this.format = format;
  }

  /** "destroyed" and "replaced". */
  private static String past(String verb) {
    return verb + (verb.endsWith("e") ? "d" : "ed");
  }

  /** The version behind each alias, and the share of another one. */
  List<String> alias() {
    var lines = new ArrayList<String>();
    for (var alias : plan.of("aws_lambda_alias")) {
      var before = alias.before();
      var after = alias.after();
      lines.add(
          format.item(
              format.quote(name(alias))
                  + ": version "
                  + format.change(
                      before.get("function_version").text(), after.get("function_version").text())
                  + (alias.destroys() ? ", and it is " + past(alias.effect().verb) : "")));
      var was = weights(before);
      var will = weights(after);
      if (!was.equals(will) || !was.isEmpty()) {
        lines.add("  " + format.item("share of other versions: " + format.change(was, will)));
      }
    }
    return lines;
  }

  /** The names of the function before and after the plan, which are the ids of its rules. */
  static List<String> functions(TerraformPlan plan) {
    return plan.of(FUNCTION).stream()
        .flatMap(function -> Stream.of(function.before(), function.after()))
        .map(side -> side.get("function_name"))
        .filter(PlannedValue::isKnown)
        .map(PlannedValue::text)
        .distinct()
        .sorted()
        .toList();
  }

  /** The hash of the code that is deployed; empty where there is none. */
  String deployedCode() {
    return plan.ofHandler(FUNCTION)
        .map(function -> function.before().get("source_code_hash").text())
        .orElse("");
  }

  /** The hash of the code that the changes function has; empty where there is none. */
  String deployedChangesCode() {
    return plan.of(FUNCTION).stream()
        .filter(function -> function.address().startsWith("module.changes["))
        .findFirst()
        .map(function -> function.before().get("source_code_hash").text())
        .orElse("");
  }

  private static String name(ResourceChange alias) {
    var side = alias.after().value() == null ? alias.before() : alias.after();
    return side.get("function_name").text() + ":" + side.get("name").text();
  }

  private static String weights(PlannedValue alias) {
    var weights = alias.block("routing_config").get("additional_version_weights");
    return weights.isAbsent() ? "" : weights.text();
  }
}
