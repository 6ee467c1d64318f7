package objectledger;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import objectledger.ops.cost.Invoker;
import objectledger.ops.cost.Latencies;
import objectledger.ops.cost.LoadCase;
import objectledger.ops.cost.Pollers;

/**
 * Objects that arrive at given times, at processes of the function. A latency begins when the
 * object should have arrived, even if this JVM was late, and ends with the answer to its
 * invocation.
 */
final class LoadRun implements Invoker {
  private static final int PATIENCE_SECONDS = 120;

  private final LoadCase load;
  private final Instances instances;
  private final List<Double> arrivals;
  private final double countedFrom;
  private final double end;
  private final Latencies latencies = new Latencies();
  private final CountDownLatch left;
  private final WallTimeline timeline = new WallTimeline();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int sent;
  private int failed;
  private int invocations;
  private int inTime;
  private volatile Exception broken;

  /**
   * A run, which can be made once.
   *
   * @param countedFrom the time of the first object whose latency counts
   * @param end of the arrivals
   */
  LoadRun(
      LoadCase load, Instances instances, List<Double> arrivals, double countedFrom, double end) {
    this.load = load;
    this.instances = instances;
    this.arrivals = arrivals;
    this.countedFrom = countedFrom;
    this.end = end;
    this.left = new CountDownLatch(arrivals.size());
  }

  /**
   * What came of it.
   *
   * @param achieved objects a second that were recorded while others arrived
   * @param invocations all of them, also those that do not count
   */
  record Result(Latencies latencies, double achieved, int invocations, int failed) {}

  Result run(long seed) throws InterruptedException {
    var pollers = new Pollers(load, timeline, this, new Random(seed));
    try (timeline;
        executor) {
      for (var arrival : arrivals) {
        timeline.at(
            arrival,
            load.isQueue()
                ? () -> pollers.arrive(arrival)
                : () -> invoke(List.of(arrival), () -> {}));
      }
      if (!left.await((long) end + PATIENCE_SECONDS, TimeUnit.SECONDS) || broken != null) {
        throw new IllegalStateException(
            "%s of %s objects have no answer".formatted(left.getCount(), arrivals.size()), broken);
      }
    }
    return new Result(latencies, inTime / (end - countedFrom), invocations, failed);
  }

  @Override
  public void invoke(List<Double> objects, Runnable done) {
    var instance = instances.take();
    if (instance == null && !instances.reserve()) {
      waiting.add(() -> invoke(objects, done));
      return;
    }
    var event = load.isQueue() ? Events.batch(sent, objects.size()) : Events.one(sent);
    sent += objects.size();
    executor.execute(() -> work(instance, event, objects, done));
  }

  private void work(LambdaProcess idle, String event, List<Double> objects, Runnable done) {
    try {
      var instance = idle == null ? instances.start() : idle;
      var answer = instance.invoke(event);
      timeline.at(0, () -> finish(instance, answer, objects, done));
    } catch (IOException | IllegalStateException e) {
      broken = e;
      while (left.getCount() > 0) {
        left.countDown();
      }
    }
  }

  private void finish(
      LambdaProcess instance, RuntimeApi.Step answer, List<Double> objects, Runnable done) {
    var answered = timeline.seconds(answer.nanoTime());
    for (var arrival : objects) {
      if (arrival >= countedFrom) {
        latencies.add(answered - arrival);
      }
    }
    if (answered >= countedFrom && answered < end) {
      inTime += objects.size();
    }
    invocations++;
    if (load.isQueue()) {
      failed += TestEvents.json(answer.body()).get("batchItemFailures").items().size();
    }
    instances.give(instance);
    if (!waiting.isEmpty()) {
      waiting.remove().run();
    }
    done.run();
    objects.forEach(object -> left.countDown());
  }
}
