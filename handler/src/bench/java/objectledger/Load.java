package objectledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import objectledger.ops.cost.LoadCase;
import objectledger.ops.cost.LoadSimulation;
import objectledger.ops.cost.TriggerVariant;

/**
 * Measures the time from a put to its record at several rates, beside what {@link LoadSimulation}
 * says of the same arrivals. Objects do not wait for each other's answers to arrive.
 */
final class Load implements AutoCloseable {
  static final List<Integer> RATES = List.of(1, 10, 100, 500);

  /** As many processes as two cores bear. */
  private static final int INSTANCES = 24;

  private static final int INSTANCES_OF_A_TRIAL = 4;

  /** Objects that an instance handles before it counts. */
  private static final int WARM_UP = 500;

  /** The names of the figures, and what is measured for them. */
  static final Map<String, LoadCase> CASES =
      new TreeMap<>(
          Map.of(
              "load.direct",
              LoadCase.single(TriggerVariant.DIRECT, INSTANCES),
              "load.queue",
              LoadCase.queue(5),
              "load.queue_no_window",
              LoadCase.queue(0)));

  private static final int MEGABYTES = 1_024;
  private static final int DELAY_MILLIS = 15;
  private static final int POLLERS = 5;

  /** An invocation of one object, as it is assumed, and as many instances again for chance. */
  private static final double SECONDS_PREPARED = 2 * 0.03;

  private static final double NOT_COUNTED_SECONDS = 5;

  private final Stub stub;
  private final Figures figures;
  private final Instances instances;
  private final boolean trial;

  /**
   * @param trial whether only one rate is measured, for a moment
   */
  Load(Launch.Place place, Stub stub, Figures figures, boolean trial) {
    this.stub = stub;
    this.figures = figures;
    this.trial = trial;
    this.instances =
        new Instances(
            place.of(Variant.LEDGER, MEGABYTES),
            trial ? INSTANCES_OF_A_TRIAL : INSTANCES,
            trial ? 1 : WARM_UP);
  }

  List<Bench.Measurement> measurements() {
    var all = new ArrayList<Bench.Measurement>();
    for (var name : CASES.keySet()) {
      for (var rate : trial ? List.of(10) : RATES) {
        all.add(() -> measure(name, rate));
      }
    }
    return all;
  }

  private void measure(String name, int rate) throws IOException {
    var load = CASES.get(name);
    var end = trial ? 2 : NOT_COUNTED_SECONDS + 20;
    var from = trial ? 0.5 : NOT_COUNTED_SECONDS;
    var seed = name.hashCode() + rate;
    var arrivals = LoadSimulation.arrivals(rate, end, seed);
    var ready = load.isQueue() ? POLLERS + 1 : (int) Math.ceil(rate * SECONDS_PREPARED) + 1;
    instances.prepare(Math.min(ready, INSTANCES));
    var before = instances.started();
    var simulated = LoadSimulation.run(load, arrivals, before, from, seed);
    stub.delay(DELAY_MILLIS);
    stub.count();
    try {
      var measured = new LoadRun(load, instances, arrivals, from, end).run(seed);
      requireAll(arrivals.size(), measured);
      var figure = "%s_%s_".formatted(name, rate);
      add(figure, measured, arrivals.size());
      figures.add(figure + "starts", instances.started() - before);
      figures.add(figure + "simulated_p50_ms", 1_000 * simulated.p50());
      figures.add(figure + "simulated_p99_ms", 1_000 * simulated.p99());
      figures.add(figure + "simulated_batch", simulated.meanBatch());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      stub.delay(0);
    }
  }

  private void add(String figure, LoadRun.Result measured, int objects) {
    figures.add(figure + "p50_ms", 1_000 * measured.latencies().quantile(0.5));
    figures.add(figure + "p99_ms", 1_000 * measured.latencies().quantile(0.99));
    figures.add(figure + "achieved", measured.achieved());
    figures.add(figure + "batch", (double) objects / measured.invocations());
    figures.add(figure + "failed", measured.failed());
  }

  /** Whoever records less is not measured but wrong. */
  private void requireAll(int objects, LoadRun.Result measured) {
    var counted = stub.count();
    if (measured.failed() > 0
        || counted.records() < objects
        || counted.heads() < objects
        || counted.puts() < measured.invocations()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "of %s objects some were not recorded: %s failed, %s",
              objects,
              measured.failed(),
              counted));
    }
  }

  @Override
  public void close() {
    instances.close();
  }
}
