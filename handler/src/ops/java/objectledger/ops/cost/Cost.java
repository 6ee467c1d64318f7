package objectledger.ops.cost;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import objectledger.ops.Command;
import objectledger.ops.Markdown;

/**
 * What a month costs in each way in: the requests that a test counts, times what AWS asks for them.
 * docs/choosing-a-trigger.md says what is in it and what is not.
 */
public final class Cost {
  /**
   * List prices of us-east-1 in dollars, without the free tiers, as they were known in November
   * 2026. They were not compared with the pages named here: do so before you rely on them.
   */
  public static final class Price {
    private Price() {}

    /** PUT, COPY, POST and LIST. https://aws.amazon.com/s3/pricing/ */
    static final double PUT = 5.00 / 1_000_000;

    /** HEAD, GET and all others. https://aws.amazon.com/s3/pricing/ */
    static final double HEAD = 0.40 / 1_000_000;

    /** https://aws.amazon.com/lambda/pricing/ */
    public static final double INVOCATION = 0.20 / 1_000_000;

    /** For arm64. https://aws.amazon.com/lambda/pricing/ */
    public static final double GIGABYTE_SECOND = 0.0000133334;

    /** Any request to a standard queue. https://aws.amazon.com/sqs/pricing/ */
    static final double SQS = 0.40 / 1_000_000;

    /**
     * Taken as an opt-in event; some summaries call S3's events free. The dearer reading is used.
     * https://aws.amazon.com/eventbridge/pricing/
     */
    static final double EVENT = 1.00 / 1_000_000;

    /** Ingested. https://aws.amazon.com/cloudwatch/pricing/ */
    static final double LOG_BYTE = 0.50 / 1_000_000_000;

    /**
     * One metric of standard resolution, for a month. https://aws.amazon.com/cloudwatch/pricing/
     */
    public static final double ALARM = 0.10;

    /** A customer managed key, for a month. https://aws.amazon.com/kms/pricing/ */
    public static final double KEY = 1.00;

    /** For a month. https://aws.amazon.com/secrets-manager/pricing/ */
    public static final double SECRET = 0.40;
  }

  /** A way in, with how many messages the queue's batches hold. */
  public enum Way {
    DIRECT("direct", 1, 1),
    EVENTBRIDGE("eventbridge", 1, 1),
    QUEUE_1("queue, 1 a batch", 1, 1),
    QUEUE_10("queue, 10 a batch", 10, 1),
    QUEUE_100("queue, 100 a batch", 100, 1),
    QUEUE_1000("queue, 1,000 a batch", 1_000, 4);

    public final String label;
    final int batch;

    /** Objects of the journal for a batch of one hour: one holds 256 KB. */
    final int segments;

    Way(String label, int batch, int segments) {
      this.label = label;
      this.batch = batch;
      this.segments = segments;
    }

    boolean isQueue() {
      return name().startsWith("QUEUE");
    }

    /** The way in of a trigger whose batches, if it has some, are full: the nearest one below. */
    public static Optional<Way> of(String trigger, long batchSize) {
      return Arrays.stream(values())
          .filter(way -> way.label.split(",")[0].equals(trigger))
          .filter(way -> way.batch <= Math.max(batchSize, 1))
          .max(Comparator.comparing(way -> way.batch));
    }
  }

  /** An S3 call as Lambda sees it. It decides the time that is paid for. */
  private static final double S3_SECONDS = 0.015;

  /** The size that all environments have. */
  static final double GIGABYTES = 1;

  private static final int AT_ONCE = 16;

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
  static double puts(Way way, boolean latest) {
    return (double) way.segments / way.batch + (latest ? 1 : 0);
  }

  private static double s3(Way way, boolean latest) {
    return heads(latest) * Price.HEAD + puts(way, latest) * Price.PUT;
  }

  /**
   * How long an invocation takes. The objects of a batch are worked at together; the journal is
   * written once, after them.
   */
  static double seconds(Way way, boolean latest) {
    var rounds = Math.ceil((double) way.batch / AT_ONCE);
    return S3_SECONDS * (rounds * (latest ? 4 : 1) + 1);
  }

  private static double lambda(Way way, boolean latest, double gigabytes) {
    var time = seconds(way, latest) * gigabytes * Price.GIGABYTE_SECOND;
    return (Price.INVOCATION + time) / way.batch;
  }

  /** A message is sent alone, and received and deleted with others. */
  private static double delivery(Way way) {
    if (way == Way.EVENTBRIDGE) {
      return Price.EVENT;
    }
    return way.isQueue() ? Price.SQS * (1 + 2.0 / Math.min(way.batch, MESSAGES_PER_RECEIVE)) : 0;
  }

  private static double logs(Way way) {
    return Price.LOG_BYTE * (LOG_BYTES_PER_RECORD + (double) LOG_BYTES_PER_INVOCATION / way.batch);
  }

  /** In dollars, for a function with so much memory. */
  public static double perObject(Way way, boolean latest, double gigabytes) {
    return s3(way, latest) + lambda(way, latest, gigabytes) + delivery(way) + logs(way);
  }

  /** The table, for so many objects a month. */
  static List<List<String>> table(long objects) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of("way in", "latest", "HEAD", "PUT", "S3", "Lambda", "delivery", "logs", "a month"));
    for (var latest : List.of(false, true)) {
      for (var way : Way.values()) {
        rows.add(
            List.of(
                way.label,
                latest ? "yes" : "no",
                requests(heads(latest)),
                requests(puts(way, latest)),
                dollars(objects * s3(way, latest)),
                dollars(objects * lambda(way, latest, GIGABYTES)),
                dollars(objects * delivery(way)),
                dollars(objects * logs(way)),
                dollars(objects * perObject(way, latest, GIGABYTES))));
      }
    }
    return rows;
  }

  /** The table in Markdown. */
  public static String markdown(long objects) {
    return Markdown.table(table(objects), 2);
  }

  /** What the idle queue costs in a month, in every way in. */
  static String idle() {
    return dollars(EMPTY_RECEIVES * Price.SQS);
  }

  private static String requests(double number) {
    return String.format(Locale.ROOT, "%.3f", number).replaceAll("\\.?0+$", "");
  }

  public static String dollars(double amount) {
    return String.format(Locale.ROOT, "%,.2f", amount);
  }

  /** The setting {@code OBJECTS_PER_MONTH} says how many objects. */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var objects = Command.setting("OBJECTS_PER_MONTH").replace("_", "").replace(",", "");
    if (!objects.matches("[1-9][0-9]{0,14}")) {
      System.err.println("error: OBJECTS_PER_MONTH is no number: set one as 1000000");
      System.exit(1);
    }
    out.printf("dollars a month for %s objects, list prices of us-east-1%n%n", objects);
    out.print(markdown(Long.parseLong(objects)));
    out.printf(
        "%nand %s for the idle queue. docs/choosing-a-trigger.md says what is in it.%n", idle());
  }
}
