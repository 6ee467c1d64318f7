package objectledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures functions that have run for a while: their CPU, their batches and their memory. */
final class Warm {
  private static final int MEGABYTES = 1_024;
  private static final int DELAY_MILLIS = 15;
  private static final List<Integer> AT_ONCE = List.of(16, 32, 64);
  private static final int BATCH = 100;

  private final Launch.Place place;
  private final Stub stub;
  private final Figures figures;
  private final List<Variant> variants;
  private final int size;
  private final int warmUps;
  private final int runs;

  /**
   * @param size how many objects are worked at for one figure
   * @param warmUps how often that is done before it counts
   * @param runs how often it counts
   */
  Warm(
      Launch.Place place,
      Stub stub,
      Figures figures,
      List<Variant> variants,
      int size,
      int warmUps,
      int runs) {
    this.place = place;
    this.stub = stub;
    this.figures = figures;
    this.variants = variants;
    this.size = size;
    this.warmUps = warmUps;
    this.runs = runs;
  }

  /** The CPU that an object costs. */
  List<Bench.Measurement> cpu() {
    var all = new ArrayList<Bench.Measurement>();
    var together = Events.notification(size);
    for (var variant : variants) {
      if (variant != Variant.HELLO && !variant.isOneOfMany()) {
        var launch = place.of(variant, MEGABYTES);
        all.add(() -> cpu(launch, variant.folder + ".cpu_us", together, 1, size));
      }
    }
    var batch = Math.min(BATCH, size);
    var ledger = ledger();
    all.add(() -> cpu(ledger, "ledger.single_cpu_us", Events.one(), size, 1));
    all.add(() -> cpu(ledger, "ledger.queue_cpu_us", Events.batch(batch), size / batch, batch));
    return all;
  }

  private Launch ledger() {
    return place.of(Variant.LEDGER, MEGABYTES);
  }

  /** Sends an event so often, each time about so many objects. */
  private void cpu(Launch launch, String name, String event, int times, int objects)
      throws IOException {
    try (var function = new LambdaProcess(launch)) {
      function.init();
      for (var run = -warmUps; run < runs; run++) {
        stub.count();
        var before = function.cpuMicros();
        // The kernel counts in hundredths of a second: the more objects, the less that matters.
        for (var i = 0; i < times; i++) {
          function.handle(event);
        }
        var used = (double) (function.cpuMicros() - before);
        requireHeads(times * objects);
        if (run >= 0) {
          figures.add(name, used / times / objects);
        }
      }
    }
  }

  /** Whoever asks less of S3 is not measured but wrong. */
  private Stub.Counted requireHeads(int expected) {
    var counted = stub.count();
    if (counted.heads() < expected || counted.puts() == 0) {
      throw new IllegalStateException(
          "expected at least %s HEADs, and some PUTs: %s".formatted(expected, counted));
    }
    return counted;
  }

  /** Batches of which many objects are worked at at once, each S3 answer after a while. */
  List<Bench.Measurement> batches() {
    var all = new ArrayList<Bench.Measurement>();
    for (var atOnce : AT_ONCE) {
      all.add(() -> batch(atOnce));
    }
    return all;
  }

  /** The same, one after the other. It is measured once: it takes half a minute. */
  void slowest() throws IOException {
    batch(1);
  }

  private void batch(int atOnce) throws IOException {
    var launch = ledger().with(Map.of("CONCURRENCY", Integer.toString(atOnce)));
    try (var function = new LambdaProcess(launch)) {
      function.init();
      var name = "ledger.batch_" + atOnce;
      for (var run = 0; run < warmUps; run++) {
        function.handle(Events.notification(size));
      }
      stub.delay(DELAY_MILLIS);
      for (var run = 0; run < (atOnce == 1 ? 1 : runs); run++) {
        stub.count();
        figures.add(name + "_ms", function.handle(Events.notification(size)));
        figures.add(name + "_connections", requireHeads(size).mostConnections());
      }
    } finally {
      stub.delay(0);
    }
  }

  /** What memory it takes in batches as a queue hands them over, and whether it stays at that. */
  void memory() throws IOException {
    var batch = Math.min(BATCH, size);
    try (var function = new LambdaProcess(place.of(Variant.LEDGER, Starts.SMALL))) {
      function.init();
      function.handle(Events.one());
      figures.add("ledger.small_first_rss_mb", function.residentMegabytes("VmHWM"));
      for (var part = 1; part <= 20; part++) {
        for (var done = 0; done < size; done += batch) {
          function.handle(Events.batch(batch));
        }
        figures.add(
            String.format(Locale.ROOT, "ledger.small_rss_%02d_mb", part),
            function.residentMegabytes("VmHWM"));
      }
    }
  }
}
