package objectledger.ops.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a rate of objects asks of AWS, with each trigger: the requests of {@link Cost}, and its
 * durations, beside the limits that AWS documents. docs/choosing-a-trigger.md names their sources.
 */
final class Scale {
  static final double WRITES_PER_PREFIX = 3_500;
  static final double READS_PER_PREFIX = 5_500;

  private static final List<Integer> RATES = List.of(1_000, 100_000, 1_000_000);
  private static final List<TriggerVariant> WAYS =
      List.of(
          TriggerVariant.DIRECT,
          TriggerVariant.EVENTBRIDGE,
          TriggerVariant.QUEUE_100,
          TriggerVariant.QUEUE_1000);

  private Scale() {}

  /** What each rate asks for. */
  static List<List<String>> table(boolean latest) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "trigger",
            "objects a second",
            "invocations a second",
            "at once",
            "messages in flight",
            "HEAD a second",
            "PUT a second",
            "journal, partitions",
            "dollars an hour"));
    for (var rate : RATES) {
      for (var way : WAYS) {
        rows.add(row(way, rate, latest));
      }
    }
    return rows;
  }

  private static List<String> row(TriggerVariant way, int rate, boolean latest) {
    var invocations = (double) rate / way.batch;
    var atOnce = invocations * Cost.seconds(way, latest);
    return List.of(
        way.label,
        number(rate),
        number(invocations),
        number(Math.ceil(atOnce)),
        way.isQueue() ? number(atOnce * way.batch) : "",
        number(rate * Cost.heads(latest)),
        number(rate * Cost.puts(way, latest)),
        number(Math.ceil(rate * Cost.puts(way, false) / WRITES_PER_PREFIX)),
        number(rate * 3_600.0 * Cost.perObject(way, latest, Cost.GIGABYTES)));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
