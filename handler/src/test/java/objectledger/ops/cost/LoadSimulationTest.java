package objectledger.ops.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Proves that the simulation of a load agrees with what can be computed by hand. */
class LoadSimulationTest {
  private static final LoadCase DIRECT = LoadCase.single(TriggerVariant.DIRECT, LoadCase.ACCOUNT);
  private static final double ONE = Cost.seconds(1, false);

  private static LoadSimulation.Result run(LoadCase load, double... arrivals) {
    return LoadSimulation.run(load, DoubleStream.of(arrivals).boxed().toList(), 0, 0, 1);
  }

  private static LoadSimulation.Result random(LoadCase load, double rate, double seconds) {
    return LoadSimulation.run(load, LoadSimulation.arrivals(rate, seconds, 1), 0, 0, 1);
  }

  @Test
  void objectsArriveAtTheRateAndAtRandom() {
    var arrivals = LoadSimulation.arrivals(100, 1_000, 7);

    assertThat(arrivals).isSorted().isEqualTo(LoadSimulation.arrivals(100, 1_000, 7));
    assertThat(arrivals.size()).isCloseTo(100_000, within(1_000));
    // Of a Poisson process the gaps above their mean are a share of 1/e.
    var above =
        IntStream.range(1, arrivals.size())
            .filter(i -> arrivals.get(i) - arrivals.get(i - 1) > 0.01)
            .count();
    assertThat((double) above / arrivals.size()).isCloseTo(1 / Math.E, within(0.01));
  }

  @Test
  void directTakesAsLongAsItsInvocationOnceInstancesAreThere() {
    var result = random(DIRECT, 100, 600);

    assertThat(result.p50()).isCloseTo(ONE, within(1e-9));
    assertThat(result.p99()).isCloseTo(ONE, within(1e-9));
    assertThat(result.meanBatch()).isEqualTo(1);
    assertThat(result.dollarsPerMillion())
        .isCloseTo(
            1e6 * Cost.perObject(TriggerVariant.DIRECT, false, Cost.GIGABYTES), within(1e-6));
  }

  @Test
  void firstObjectWaitsForTheStartOfAnInstance() {
    var result = run(DIRECT, 0);

    assertThat(result.p50()).isEqualTo(QueueSimulation.START_SECONDS + ONE);
    assertThat(result.instances()).isEqualTo(1);
  }

  @Test
  void objectsWaitForEachOtherWhereNoMoreInstancesMayBeStarted() {
    var one = LoadCase.single(TriggerVariant.DIRECT, 1);

    var result = LoadSimulation.run(one, List.of(0.0, 0.0, 0.0, 0.0), 1, 0, 1);

    assertThat(result.p50()).isCloseTo(2 * ONE, within(1e-9));
    assertThat(result.p99()).isCloseTo(4 * ONE, within(1e-9));
  }

  /** Pollaczek and Khinchine: the mean wait of M/D/1 is ρ / 2(1 − ρ) services. */
  @Test
  void oneInstanceIsTheQueueOfTheTextbooks() {
    var one = LoadCase.single(TriggerVariant.DIRECT, 1);
    var arrivals = LoadSimulation.arrivals(0.8 / ONE, 5_000, 1);

    var result = LoadSimulation.run(one, arrivals, 1, 0, 1);

    // Its median has no closed form; it is below the mean, which is 3 services at 0.8.
    assertThat(result.p50()).isBetween(1.8 * ONE, 2.6 * ONE);
    assertThat(result.p99()).isBetween(8 * ONE, 14 * ONE);
  }

  @Test
  void loneMessageWaitsForTheWindow() {
    var result = run(LoadCase.queue(5), 0);

    assertThat(result.p50()).isEqualTo(5 + QueueSimulation.START_SECONDS + ONE);
    assertThat(random(LoadCase.queue(20), 0.001, 1_000_000).p50()).isCloseTo(20 + ONE, within(0.1));
  }

  @Test
  void batchIsSentWhenItIsFull() {
    var together = new double[500];

    var result = run(LoadCase.queue(20), together);

    // Five pollers receive at random, so that some wait for messages that do not come.
    assertThat(result.p50()).isLessThan(20);
    assertThat(result.meanBatch()).isLessThanOrEqualTo(100);
  }

  /** A poller's window begins with a message; those after it arrive evenly within the window. */
  @Test
  void halfOfAWindowIsTheMedianWhereBatchesHaveManyMessages() {
    var window = 5.0;
    var result = random(LoadCase.queue(5), 50, 2_000);

    assertThat(result.p50()).isCloseTo(window / 2, within(0.2));
    assertThat(result.p99()).isCloseTo(window, within(0.2));
    // Each of five pollers begins with a message, and receives a fifth of the others.
    assertThat(result.meanBatch()).isCloseTo(1 + window * 50 / 5, within(2.0));
  }

  @Test
  void queueSaturatesWhereAllItsBatchesAreFullAndBusy() {
    for (var load : List.of(LoadCase.queue(0), LoadCase.queue(1))) {
      var rate = load.saturation();

      assertThat(rate).isEqualTo(load.atMost() * load.batch() / Cost.seconds(load.batch(), false));
      assertThat(LoadTables.near(load, 0.9 * rate).p99()).isLessThan(0.5);
      // What comes beyond it waits: after 20 seconds, a tenth of them.
      assertThat(LoadTables.near(load, 1.1 * rate).p99()).isBetween(1.5, 3.0);
    }
  }

  @Test
  void sixMegabytesEndABatchToo() {
    var huge = new LoadCase("", TriggerVariant.QUEUE_1000, 10_000, 20, 10);

    assertThat(
            LoadSimulation.run(huge, LoadSimulation.arrivals(5_000, 60, 1), 10, 0, 1).meanBatch())
        .isBetween(3_000.0, 4_194.0);
  }

  @Test
  void longerWindowIsLaterAndCheaper() {
    var previous = random(LoadCase.queue(1), 10, 1_000);
    for (var window : List.of(5, 20)) {
      var result = random(LoadCase.queue(window), 10, 1_000);

      assertThat(result.p50()).isGreaterThan(previous.p50());
      assertThat(result.dollarsPerMillion()).isLessThan(previous.dollarsPerMillion());
      previous = result;
    }
  }
}
