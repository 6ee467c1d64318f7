package objectledger.ops.cost;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import objectledger.ops.Command;

/** Prints what a month costs. */
final class CostCommand {
  private CostCommand() {}

  /** The setting {@code OBJECTS_PER_MONTH} says how many objects. */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var objects = Command.setting("OBJECTS_PER_MONTH").replace("_", "").replace(",", "");
    if (!objects.matches("[1-9][0-9]{0,14}")) {
      System.err.println("error: OBJECTS_PER_MONTH is no number: set one as 1000000");
      System.exit(1);
    }
    out.printf("dollars a month for %s objects, list prices of us-east-1%n%n", objects);
    out.print(Cost.markdown(Long.parseLong(objects)));
    out.printf(
        "%nmore for the function's metrics, unless metrics.enabled is false: %s of them for one"
            + " source,%n%s dollars, and %s for each further source; and their lines in the log:%n%n",
        MetricsCost.count(1),
        Cost.dollars(MetricsCost.month(1)),
        Cost.dollars(MetricsCost.month(2) - MetricsCost.month(1)));
    out.print(MetricsCost.markdown(Long.parseLong(objects)));
    out.printf(
        "%nand %s for the idle queue. The ingress API and its documents cost more, which is not in it:"
            + "%ndocs/choosing-a-trigger.md says what is, and what a million documents cost.%n",
        Cost.idle());
    out.printf(
        "%nThe trail of audit costs up to %s more, and up to %s with source_reads: docs/audit.md.%n",
        trail(objects, false), trail(objects, true));
    out.printf(
        "The dashboard costs nothing, or %s where the account has three others: docs/dashboard.md.%n",
        Cost.dollars(ListPrice.DASHBOARD));
  }

  private static String trail(String objects, boolean sourceReads) {
    return Cost.dollars(
        Cost.ofDataEvents(Long.parseLong(objects) * Cost.dataEvents(sourceReads, true)));
  }
}
