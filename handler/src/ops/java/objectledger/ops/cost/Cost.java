package objectledger.ops.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import objectledger.ops.Markdown;

/**
 * The cost of a month for each trigger: the number of requests, which a test counts, times their
 * price. docs/choosing-a-trigger.md says what is included.
 */
public final class Cost {
  /** The duration of an S3 call in Lambda, which decides the billed time. */
  private static final double S3_SECONDS = 0.015;

  /** The memory of the function in all environments. */
  static final double GIGABYTES = 1;

  private static final int WORKERS = 16;

  /** One line for each record at the level INFO, and what CloudWatch adds to a line. */
  static final int LOG_BYTES_PER_RECORD = 350;

  /** Lambda's own lines about the start and the end of an invocation: an estimate. */
  private static final int LOG_BYTES_PER_INVOCATION = 600;

  /** Lambda takes at most so many messages from a queue with one request. */
  private static final int MESSAGES_PER_RECEIVE = 10;

  /** Five pollers, each of which waits 20 seconds for a message, for 30 days. */
  private static final int EMPTY_RECEIVES = 5 * 3 * 60 * 24 * 30;

  private Cost() {}

  /** The function's HEADs for one object without tags. */
  static double heads(boolean latest) {
    return latest ? 3 : 1;
  }

  /**
   * The function's PUTs for one object: its share of the journal's objects, and its latest
   * document.
   */
  static double puts(TriggerVariant way, boolean latest) {
    return (double) way.segments / way.batch + (latest ? 1 : 0);
  }

  private static double s3(double puts, boolean latest) {
    return heads(latest) * ListPrice.HEAD + puts * ListPrice.PUT;
  }

  /**
   * How long an invocation takes. The objects of a batch are worked at together; the journal is
   * written once, after them.
   */
  static double seconds(TriggerVariant way, boolean latest) {
    return seconds(way.batch, latest);
  }

  /** The same for a batch that is not full. */
  static double seconds(int batch, boolean latest) {
    var rounds = Math.ceil((double) batch / WORKERS);
    return S3_SECONDS * (rounds * (latest ? 4 : 1) + 1);
  }

  private static double lambda(int batch, boolean latest, double gigabytes) {
    var time = seconds(batch, latest) * gigabytes * ListPrice.GIGABYTE_SECOND;
    return (ListPrice.INVOCATION + time) / batch;
  }

  /** A message is sent alone, and received and deleted with others. */
  private static double delivery(TriggerVariant way, int batch) {
    if (way == TriggerVariant.EVENTBRIDGE) {
      return ListPrice.EVENT;
    }
    return way.isQueue() ? ListPrice.SQS * (1 + 2.0 / Math.min(batch, MESSAGES_PER_RECEIVE)) : 0;
  }

  private static double logs(int batch) {
    return ListPrice.LOG_BYTE * (LOG_BYTES_PER_RECORD + (double) LOG_BYTES_PER_INVOCATION / batch);
  }

  /** In dollars, for a function with so much memory. */
  public static double perObject(TriggerVariant way, boolean latest, double gigabytes) {
    return perObject(way, way.batch, puts(way, latest), latest, gigabytes);
  }

  /** The same where a batch holds so many, and the function makes so many PUTs for each object. */
  static double perObject(
      TriggerVariant way, int batch, double puts, boolean latest, double gigabytes) {
    return s3(puts, latest) + lambda(batch, latest, gigabytes) + delivery(way, batch) + logs(batch);
  }

  /**
   * The data events that a trail has of one object at most, without the reads of others: the
   * function's puts into the ledger, the put of the object, and the function's HEADs of it.
   */
  public static int dataEvents(boolean sourceReads, boolean sourceWrites) {
    var ledger = (int) puts(TriggerVariant.DIRECT, true);
    return ledger + (sourceWrites ? 1 : 0) + (sourceReads ? (int) heads(true) : 0);
  }

  /** In dollars. */
  public static double ofDataEvents(long events) {
    return events * ListPrice.DATA_EVENT;
  }

  /** The table, for so many objects a month. */
  static List<List<String>> table(long objects) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of("trigger", "latest", "HEAD", "PUT", "S3", "Lambda", "delivery", "logs", "a month"));
    for (var latest : List.of(false, true)) {
      for (var way : TriggerVariant.values()) {
        rows.add(
            List.of(
                way.label,
                latest ? "yes" : "no",
                requests(heads(latest)),
                requests(puts(way, latest)),
                dollars(objects * s3(puts(way, latest), latest)),
                dollars(objects * lambda(way.batch, latest, GIGABYTES)),
                dollars(objects * delivery(way, way.batch)),
                dollars(objects * logs(way.batch)),
                dollars(objects * perObject(way, latest, GIGABYTES))));
      }
    }
    return rows;
  }

  /** The table in Markdown. */
  public static String markdown(long objects) {
    return Markdown.table(table(objects), 2);
  }

  /** What the idle queue costs in a month, with every trigger. */
  static String idle() {
    return dollars(EMPTY_RECEIVES * ListPrice.SQS);
  }

  private static String requests(double number) {
    return String.format(Locale.ROOT, "%.3f", number).replaceAll("\\.?0+$", "");
  }

  public static String dollars(double amount) {
    return String.format(Locale.ROOT, "%,.2f", amount);
  }
}
