package objectledger.ops.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * A burst of objects that meets a queue whose batches Lambda works at: how deep the queue gets, and
 * how late its messages are. Messages are taken in their order; a batch takes the time that {@link
 * Cost} assumes; more batches are worked at at once the longer the queue is not empty.
 */
final class QueueSimulation {
  /** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
  static final int FIRST_BATCHES = 5;

  static final int MORE_BATCHES_A_MINUTE = 300;

  /** A new instance of the function handles nothing for so long. */
  static final double START_SECONDS = 1;

  /** Longer than any row of the table takes. */
  private static final double END_SECONDS = 24 * 3_600;

  private static final double STEP_SECONDS = 0.05;

  private QueueSimulation() {}

  /**
   * What came of it.
   *
   * @param deepest the most messages that waited
   * @param latestSeconds the longest that one of them waited
   * @param drainedSeconds when the last one was done, from the beginning of the burst
   * @param mostAtOnce the most batches that were worked at at once
   * @param done how many objects were recorded
   */
  record Result(
      double deepest, double latestSeconds, double drainedSeconds, int mostAtOnce, double done) {}

  /**
   * Runs it.
   *
   * @param objects that arrive, evenly spread
   * @param overSeconds in this time
   * @param maximumConcurrency of the event source mapping
   */
  static Result run(
      double objects, double overSeconds, TriggerVariant way, int maximumConcurrency) {
    var arrived = 0.0;
    var done = 0.0;
    var deepest = 0.0;
    var latest = 0.0;
    var mostAtOnce = 0;
    for (var step = 1; step * STEP_SECONDS <= END_SECONDS; step++) {
      var time = step * STEP_SECONDS;
      arrived = Math.min(objects, objects * time / overSeconds);
      var atOnce = batches(time - START_SECONDS, maximumConcurrency);
      var each = way.batch / Cost.seconds(way, false) * STEP_SECONDS;
      var worked = Math.min(arrived - done, atOnce * each);
      mostAtOnce = Math.max(mostAtOnce, (int) Math.ceil(worked / each));
      done += worked;
      deepest = Math.max(deepest, arrived - done);
      // Whoever is next has waited since as many as are done had arrived.
      latest = Math.max(latest, time - overSeconds * done / objects);
      if (objects - done < 0.5) {
        return new Result(deepest, latest, time, mostAtOnce, Math.rint(done));
      }
    }
    throw new IllegalStateException("it takes longer than a day");
  }

  private static int batches(double seconds, int maximumConcurrency) {
    if (seconds < 0) {
      return 0;
    }
    var grown = FIRST_BATCHES + (int) (seconds / 60 * MORE_BATCHES_A_MINUTE);
    return Math.min(grown, maximumConcurrency);
  }

  static List<List<String>> table() {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "objects",
            "within, s",
            "`maximum_concurrency`",
            "at once",
            "deepest",
            "longest wait, s",
            "empty after, s"));
    for (var objects : List.of(10_000, 1_000_000, 10_000_000)) {
      for (var maximum : List.of(10, 100, 1_000)) {
        var result = run(objects, 60, TriggerVariant.QUEUE_100, maximum);
        rows.add(
            List.of(
                Scale.number(objects),
                "60",
                Scale.number(maximum),
                Scale.number(result.mostAtOnce()),
                Scale.number(result.deepest()),
                Scale.number(result.latestSeconds()),
                Scale.number(result.drainedSeconds())));
      }
    }
    return rows;
  }
}
