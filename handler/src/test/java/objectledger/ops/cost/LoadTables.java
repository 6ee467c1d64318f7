package objectledger.ops.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of docs/choosing-a-trigger.md that {@link LoadSimulation} computes. */
final class LoadTables {
  private static final List<Integer> RATES = List.of(1, 10, 100, 500);

  /** A run has so many objects at least, and lasts so long at least. */
  private static final double OBJECTS = 10_000;

  private static final double SECONDS = 600;

  /** Near saturation a run is shorter, because it has more objects. */
  private static final double SHORT_SECONDS = 20;

  private static final long SEED = 1;

  /** What EventBridge allows in the regions with the lowest quota. */
  private static final double EVENTS_PER_SECOND = 750;

  private static final List<LoadCase> CASES =
      List.of(
          LoadCase.single(TriggerVariant.DIRECT, LoadCase.ACCOUNT),
          LoadCase.single(TriggerVariant.EVENTBRIDGE, LoadCase.ACCOUNT),
          LoadCase.queue(0),
          LoadCase.queue(1),
          LoadCase.queue(5),
          LoadCase.queue(20));

  private LoadTables() {}

  /** The time from put to record at each rate. */
  static List<List<String>> load() {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of("trigger", "objects a second", "p50, s", "p99, s", "a batch", "dollars a million"));
    for (var load : CASES) {
      for (var rate : RATES) {
        var result = at(load, rate);
        rows.add(
            List.of(
                load.label(),
                Integer.toString(rate),
                seconds(result.p50()),
                seconds(result.p99()),
                String.format(Locale.ROOT, "%.1f", result.meanBatch()),
                Cost.dollars(result.dollarsPerMillion())));
      }
    }
    return rows;
  }

  private static LoadSimulation.Result at(LoadCase load, int rate) {
    var length = Math.max(SECONDS, OBJECTS / rate);
    return LoadSimulation.run(load, LoadSimulation.arrivals(rate, length, SEED), 0, 0, SEED);
  }

  /** The rate that each trigger bears, and what limits it. */
  static List<List<String>> saturation() {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of("trigger", "what limits it", "objects a second", "p99 at 90 %, s", "at 110 %, s"));
    rows.add(
        limit("direct", "one partition of the journal: a PUT an object", Scale.WRITES_PER_PREFIX));
    rows.add(
        simulated(
            LoadCase.single(TriggerVariant.DIRECT, LoadCase.ACCOUNT),
            "with more partitions: the account's concurrency of 1,000"));
    rows.add(
        limit(
            "eventbridge",
            "its quota in the regions with the lowest; else as direct",
            EVENTS_PER_SECOND));
    for (var load : List.of(LoadCase.queue(0), LoadCase.queue(1), LoadCase.queue(5))) {
      rows.add(simulated(load, "`queue.maximum_concurrency` of " + load.atMost()));
    }
    rows.add(
        limit(
            TriggerVariant.QUEUE_100.label,
            "with a higher one: one partition of the journal",
            Scale.WRITES_PER_PREFIX * TriggerVariant.QUEUE_100.batch));
    return rows;
  }

  private static List<String> limit(String trigger, String what, double rate) {
    return List.of(trigger, what, Scale.number(rate), "", "");
  }

  private static List<String> simulated(LoadCase load, String what) {
    var rate = load.saturation();
    return List.of(
        load.label(),
        what,
        Scale.number(rate),
        seconds(near(load, 0.9 * rate).p99()),
        seconds(near(load, 1.1 * rate).p99()));
  }

  /** The second half of a run whose instances are there: what a start takes is gone by then. */
  static LoadSimulation.Result near(LoadCase load, double rate) {
    var arrivals = LoadSimulation.arrivals(rate, SHORT_SECONDS, SEED);
    return LoadSimulation.run(load, arrivals, load.atMost(), SHORT_SECONDS / 2, SEED);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }
}
