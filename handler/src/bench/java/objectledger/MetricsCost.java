package objectledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Measures what the metrics add to the CPU of an object: {@link MetricsPair} gets the same events
 * with and without them, a block of each in turn, and each pair of blocks is a figure. The blocks
 * are short, because the machine's speed changes all the time, and many.
 */
final class MetricsCost {
  private static final int MEGABYTES = 1_024;
  private static final int BATCH = 100;
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final Figures figures;
  private final int pairs;
  private final int singles;

  private MetricsCost(Figures figures, int pairs, int singles) {
    this.figures = figures;
    this.pairs = pairs;
    this.singles = singles;
  }

  /**
   * Measures, and adds the figures to those that are there.
   *
   * @param arguments the number of rounds of the other measurements, where 1 is a trial, with few
   *     pairs; a folder with the variants' folders; the runtime client's; the bench's own; and the
   *     folder of performance.json
   */
  public static void main(String[] arguments) throws IOException {
    var trial = Integer.parseInt(arguments[0]) == 1;
    var work = Path.of(arguments[3]);
    var documents = Path.of(arguments[4]);
    var figures = Performance.read(documents);
    figures.describe("metrics", "measured on " + LocalDate.now(ZoneOffset.UTC));
    var cost = new MetricsCost(figures, trial ? 4 : 400, trial ? 2 : 10);
    try (var stub = new Stub(work.resolve("stub.p12"), "changeit", work)) {
      var place =
          new Launch.Place(Path.of(arguments[1]), Path.of(arguments[2]), work, stub.endpoint());
      // Each process compiles in another order.
      for (var process = 0; process < (trial ? 1 : 3); process++) {
        cost.measure(stub, place.of(Variant.METRICS, MEGABYTES));
      }
    }
    OUT.printf(
        Locale.ROOT,
        "CPU with the metrics ÷ without: %.3f an object at a time, %.3f in batches%n",
        figures.median("ledger.metrics_single"),
        figures.median("ledger.metrics_queue"));
    Files.writeString(documents.resolve("performance.json"), figures.toJson());
  }

  private void measure(Stub stub, Launch launch) throws IOException {
    try (var function = new LambdaProcess(launch)) {
      function.init();
      stub.count();
      measure(function, "ledger.metrics_single", Events.one(), singles);
      measure(function, "ledger.metrics_queue", Events.batch(BATCH), 1);
      var expected = 2L * (pairs + pairs / 4) * (singles + BATCH);
      var counted = stub.count();
      if (counted.heads() < expected || counted.puts() == 0) {
        throw new IllegalStateException(
            "expected at least %s HEADs, and some PUTs: %s".formatted(expected, counted));
      }
    }
  }

  private void measure(LambdaProcess function, String name, String event, int times) {
    for (var pair = -pairs / 4; pair < pairs; ) {
      // Each comes first as often as second.
      var isFirst = pair % 2 == 0;
      var one = cpu(function, isFirst ? MetricsPair.MARK + event : event, times);
      var other = cpu(function, isFirst ? event : MetricsPair.MARK + event, times);
      if (one.isEmpty() || other.isEmpty()) {
        continue;
      }
      if (pair >= 0) {
        var ratio = one.getAsLong() / (double) other.getAsLong();
        figures.add(name, isFirst ? ratio : 1 / ratio);
      }
      pair++;
    }
  }

  /** The nanoseconds of some events; nothing if a thread ended, whose part is not known then. */
  private static OptionalLong cpu(LambdaProcess function, String event, int times) {
    var before = function.threadNanos();
    for (var i = 0; i < times; i++) {
      function.handle(event);
    }
    var after = function.threadNanos();
    if (!after.keySet().containsAll(before.keySet())) {
      return OptionalLong.empty();
    }
    var used = 0L;
    for (var thread : after.entrySet()) {
      used += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    if (used <= 0) {
      throw new IllegalStateException("the kernel counts no CPU of threads in schedstat");
    }
    return OptionalLong.of(used);
  }
}
