package objectledger.ops.cost;

import java.util.ArrayList;
import java.util.List;
import objectledger.lambda.FailureKind;
import objectledger.ops.Markdown;

/**
 * What the function's own metrics cost: a price a month for each, and the bytes of their lines in
 * the log. Tests count both; docs/metrics.md lists the metrics.
 */
public final class MetricsCost {
  /** Recorded, Duplicates, Failed, Lag, BatchSize and TimeLeft, of the function. */
  private static final int OF_FUNCTION = 6;

  /** Recorded, Duplicates and Lag, of each source. */
  private static final int OF_SOURCE = 3;

  /** The first line of an invocation, and what CloudWatch adds to a line. */
  private static final int FIRST_LINE_BYTES = 610;

  /** Each further line, which a batch of several hundred events needs. */
  private static final int NEXT_LINE_BYTES = 369;

  /** The time of an event, some seconds in milliseconds, and a comma. */
  private static final int LAG_BYTES = 5;

  private static final int LAGS_PER_LINE = 100;

  private MetricsCost() {}

  /** How many metrics there are: CloudWatch takes each set of dimensions of a name as another. */
  public static int count(int sources) {
    return OF_FUNCTION + FailureKind.values().length + OF_SOURCE * sources;
  }

  /** In dollars a month, if each is sent in every hour: in other hours it costs nothing. */
  public static double month(int sources) {
    return count(sources) * ListPrice.METRIC;
  }

  /** The bytes of the lines for one object, in full batches of one source. */
  static double bytesPerObject(TriggerVariant way) {
    var lines = (way.batch + LAGS_PER_LINE - 1) / LAGS_PER_LINE;
    return (double) (FIRST_LINE_BYTES + (lines - 1) * NEXT_LINE_BYTES) / way.batch + LAG_BYTES;
  }

  /** In dollars, for the lines in the log. */
  public static double perObject(TriggerVariant way) {
    return bytesPerObject(way) * ListPrice.LOG_BYTE;
  }

  /** The table in Markdown, for so many objects a month. */
  public static String markdown(long objects) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("trigger", "bytes an object", "a month"));
    for (var way : TriggerVariant.values()) {
      rows.add(
          List.of(
              way.label,
              Long.toString(Math.round(bytesPerObject(way))),
              Cost.dollars(objects * perObject(way))));
    }
    return Markdown.table(rows, 1);
  }
}
