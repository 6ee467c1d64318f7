package objectledger.ops.cost;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * The time from a put to its record under a steady load: objects arrive at random, an invocation
 * takes what {@link Cost} assumes, and instances are started as they are needed, as Lambda does.
 * Not in it: how long S3, SQS and EventBridge take to deliver, which AWS does not document.
 */
public final class LoadSimulation {
  private static final double MILLION = 1_000_000;

  private final LoadCase load;
  private final SimulatedTimeline timeline = new SimulatedTimeline();
  private final Latencies latencies = new Latencies();
  private final double countedFrom;

  /** Invocations for which no instance was free, where no more may be started. */
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  private int idle;
  private int instances;
  private int objects;
  private int invocations;
  private double dollars;

  private LoadSimulation(LoadCase load, int started, double countedFrom) {
    this.load = load;
    this.idle = started;
    this.instances = started;
    this.countedFrom = countedFrom;
  }

  /**
   * What came of it.
   *
   * @param p50 seconds that half of the objects took at most
   * @param p99 seconds that 99 of 100 took at most
   * @param meanBatch objects of an invocation
   * @param dollarsPerMillion objects, at the sizes that the batches had
   * @param instances that were started, all in all
   */
  public record Result(
      double p50, double p99, double meanBatch, double dollarsPerMillion, int instances) {}

  /** The times of objects that arrive at random, so many a second on average. */
  public static List<Double> arrivals(double perSecond, double seconds, long seed) {
    var random = new Random(seed);
    var arrivals = new ArrayList<Double>();
    for (var time = gap(random, perSecond); time < seconds; time += gap(random, perSecond)) {
      arrivals.add(time);
    }
    return arrivals;
  }

  private static double gap(Random random, double perSecond) {
    return -Math.log(1 - random.nextDouble()) / perSecond;
  }

  /**
   * Runs it until every object is recorded.
   *
   * @param arrivals their times, in seconds
   * @param started instances that are there from the beginning
   * @param countedFrom the time of the first object whose latency counts
   */
  public static Result run(
      LoadCase load, List<Double> arrivals, int started, double countedFrom, long seed) {
    return new LoadSimulation(load, started, countedFrom).run(arrivals, new Random(seed));
  }

  private Result run(List<Double> arrivals, Random random) {
    var pollers = new Pollers(load, timeline, this::invoke, random);
    for (var arrival : arrivals) {
      timeline.at(
          arrival,
          load.isQueue()
              ? () -> pollers.arrive(arrival)
              : () -> invoke(List.of(arrival), () -> {}));
    }
    timeline.run();
    if (objects != arrivals.size()) {
      throw new IllegalStateException(
          "of %s objects %s are recorded".formatted(arrivals.size(), objects));
    }
    return new Result(
        latencies.quantile(0.5),
        latencies.quantile(0.99),
        (double) objects / invocations,
        dollars / objects * MILLION,
        instances);
  }

  private void invoke(List<Double> arrivals, Runnable done) {
    if (idle > 0) {
      idle--;
      work(arrivals, 0, done);
    } else if (instances < load.atMost()) {
      instances++;
      work(arrivals, QueueSimulation.START_SECONDS, done);
    } else {
      waiting.add(() -> work(arrivals, 0, done));
    }
  }

  private void work(List<Double> arrivals, double startSeconds, Runnable done) {
    var seconds = startSeconds + Cost.seconds(arrivals.size(), false);
    timeline.at(timeline.now() + seconds, () -> finish(arrivals, done));
  }

  private void finish(List<Double> arrivals, Runnable done) {
    for (var arrival : arrivals) {
      if (arrival >= countedFrom) {
        latencies.add(timeline.now() - arrival);
      }
    }
    objects += arrivals.size();
    invocations++;
    dollars += arrivals.size() * price(arrivals.size());
    if (waiting.isEmpty()) {
      idle++;
    } else {
      waiting.remove().run();
    }
    done.run();
  }

  /** A batch is one object of the journal. */
  private double price(int batch) {
    return Cost.perObject(load.way(), batch, 1.0 / batch, false, Cost.GIGABYTES);
  }
}
