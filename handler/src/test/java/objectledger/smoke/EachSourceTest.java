package objectledger.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Proves that every source is tested, some at a time, and that a failure says of which it is. */
class EachSourceTest {
  private static final List<String> NAMES =
      IntStream.range(0, 20).mapToObj(number -> "s" + number).toList();

  @Test
  void runsTenAtOnceAndNoMore() {
    var together = new CyclicBarrier(EachSource.AT_ONCE);
    var running = new AtomicInteger();
    var most = new AtomicInteger();

    EachSource.run(
        NAMES,
        name -> name,
        name -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          await(together);
          running.decrementAndGet();
        });

    assertThat(most.get()).isEqualTo(EachSource.AT_ONCE);
  }

  @Test
  void failureOfOneSourceIsSaidAndAllOthersAreTested() {
    var tested = ConcurrentHashMap.<String>newKeySet();

    assertThatThrownBy(() -> run(tested, Set.of("s3")))
        .isInstanceOf(AssertionError.class)
        .hasMessage("s3: no record")
        .hasCauseInstanceOf(AssertionError.class);
    assertThat(tested).hasSize(20);
  }

  @Test
  void everySourceThatFailsIsNamed() {
    assertThatThrownBy(() -> run(ConcurrentHashMap.newKeySet(), Set.of("s3", "s17")))
        .isInstanceOf(AssertionError.class)
        .hasMessage("2 of 20 sources failed:\ns3: no record\ns17: no record")
        .satisfies(summary -> assertThat(summary.getSuppressed()).hasSize(2));
  }

  @Test
  void callThatThrowsIsAFailure() {
    assertThatThrownBy(
            () ->
                EachSource.run(
                    List.of("a"),
                    name -> name,
                    name -> {
                      throw new IllegalStateException("no bucket");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("a: no bucket");
  }

  @Test
  void testIsSkippedWhereNoSourceAllowsTheScenario() {
    EachSource.run(List.of("a", "b"), name -> name, EachSourceTest::onlyOnA);

    assertThatThrownBy(() -> EachSource.run(List.of("b"), name -> name, EachSourceTest::onlyOnA))
        .hasMessage("b: no puts")
        .satisfies(
            skipped ->
                assertThat(skipped.getClass().getSimpleName()).isEqualTo("TestAbortedException"));
  }

  private static void onlyOnA(String name) {
    ScenarioSkippedException.unless(name.equals("a"), "no puts");
  }

  private static void run(Set<String> tested, Set<String> failing) {
    EachSource.run(
        NAMES,
        name -> name,
        name -> {
          tested.add(name);
          if (failing.contains(name)) {
            throw new AssertionError("no record");
          }
        });
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
