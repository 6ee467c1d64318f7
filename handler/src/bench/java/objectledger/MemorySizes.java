package objectledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import objectledger.ops.cost.ListPrice;

/**
 * What a memory size means for time and money: a model, from the measured CPU and the share of a
 * CPU that Lambda gives to the size. A function is billed for whole milliseconds.
 */
final class MemorySizes {
  private static final List<Integer> MEGABYTES = List.of(128, 256, 512, 768, 1_024, 1_769, 3_008);
  private static final double S3_MILLIS = 15;
  private static final int BATCH = 100;
  private static final int AT_ONCE = 16;
  private static final double WAIT_MILLIS = Math.ceilDiv(BATCH, AT_ONCE) * S3_MILLIS;

  private final Figures figures;

  private MemorySizes(Figures figures) {
    this.figures = figures;
  }

  static List<List<String>> table(Figures figures) {
    var sizes = new MemorySizes(figures);
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "MB",
            "CPU",
            "start, ms",
            "one object, ms",
            "dollars a million",
            "batch of 100, ms",
            "dollars a million"));
    MEGABYTES.forEach(size -> rows.add(sizes.row(size)));
    return rows;
  }

  /** The size at which a batch computes for as long as it waits. */
  static double balance(Figures figures) {
    return CpuShare.MEGABYTES_PER_CPU * new MemorySizes(figures).batchMillis() / WAIT_MILLIS;
  }

  private List<String> row(int megabytes) {
    var cpus = megabytes / CpuShare.MEGABYTES_PER_CPU;
    var size = String.format(Locale.ROOT, "%,d", megabytes);
    var share = String.format(Locale.ROOT, "%.2f", cpus);
    if (megabytes < figures.median("ledger.small_rss_10_mb")) {
      return List.of(size, share, "too small", "", "", "", "");
    }
    var one = one(cpus);
    var batch = batch(cpus);
    return List.of(
        size,
        share,
        Tables.number(start(cpus), 0),
        String.format(Locale.ROOT, "%.0f", one),
        dollars(one, megabytes, 1),
        String.format(Locale.ROOT, "%.0f", batch),
        dollars(batch, megabytes, BATCH));
  }

  /** Lambda starts a function at full speed, whatever its size; the first event is not so lucky. */
  private double start(double cpus) {
    return figures.median("ledger.init_ms")
        + Math.max(figures.median("ledger.first_ms"), figures.median("ledger.first_cpu_ms") / cpus);
  }

  /** One thread: it waits for two answers, and computes in between, on one CPU at most. */
  private double one(double cpus) {
    var millis = figures.median("ledger.single_cpu_us") / 1_000;
    return 2 * S3_MILLIS + millis / Math.min(1, cpus);
  }

  /** Some wait while others compute: the longer of the two counts. Then the batch is written. */
  private double batch(double cpus) {
    return Math.max(batchMillis() / cpus, WAIT_MILLIS) + S3_MILLIS;
  }

  /** On one whole CPU. */
  private double batchMillis() {
    return figures.median("ledger.queue_cpu_us") / 1_000 * BATCH;
  }

  /** For the function alone: the requests to S3 cost the same in every size. */
  private static String dollars(double millis, int megabytes, int objects) {
    var time = Math.ceil(millis) / 1_000 * megabytes / 1_024 * ListPrice.GIGABYTE_SECOND;
    return String.format(
        Locale.ROOT, "%.2f", 1_000_000.0 / objects * (ListPrice.INVOCATION + time));
  }
}
