package objectledger.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Proves that a crew works at as many things at once as it has members, and never at more. */
class WorkerPoolTest {
  @Test
  void resultsStandInTheOrderOfTheThings() {
    assertThat(new WorkerPool(3).forEach(List.of(3, 1, 2), n -> n * 10))
        .containsExactly(30, 10, 20);
  }

  @Test
  void asManyAreAtWorkAsThereAreMembersAndNeverMore() {
    var atWork = new AtomicInteger();
    var most = new AtomicInteger();
    var allThere = new CountDownLatch(8);

    new WorkerPool(8)
        .forEach(
            IntStream.range(0, 200).boxed().toList(),
            n -> {
              most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
              allThere.countDown();
              waitFor(allThere);
              return atWork.decrementAndGet();
            });

    assertThat(most).hasValue(8);
  }

  @Test
  void workThatThrowsIsHeardOfAfterAllTheRestIsDone() {
    var done = new AtomicInteger();

    assertThatThrownBy(
            () ->
                new WorkerPool(2)
                    .forEach(
                        List.of(1, 2, 3, 4),
                        n -> {
                          if (n == 1) {
                            throw new DeadlineExceededException("one");
                          }
                          return done.incrementAndGet();
                        }))
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(done).hasValue(3);
  }

  @Test
  void crewOfOneWorksOnTheCallersThread() {
    var caller = Thread.currentThread();

    assertThat(new WorkerPool(1).forEach(List.of(1, 2), n -> Thread.currentThread() == caller))
        .containsExactly(true, true);
  }

  @Test
  void whatHangsIsGivenUpInTimeAndTheRestIsDone() {
    var never = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);

    var results =
        new WorkerPool(2)
            .forEach(
                List.of("hangs", "a", "b", "c"),
                new Deadline(() -> 800),
                thing -> {
                  if (thing.equals("hangs")) {
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      interrupted.countDown();
                    }
                  }
                  return thing;
                },
                (thing, why) -> thing + ": " + why.getMessage());

    assertThat(results).endsWith("a", "b", "c");
    assertThat(results.getFirst()).startsWith("hangs: S3 did not answer to the end in ");
    waitFor(interrupted);
  }

  @Test
  void whatIsNotBegunInTimeIsNotBegun() {
    var begun = new AtomicInteger();

    var results =
        new WorkerPool(2)
            .forEach(
                List.of(1, 2, 3, 4),
                new Deadline(() -> 700),
                n -> {
                  begun.incrementAndGet();
                  waitFor(new CountDownLatch(1));
                  return n;
                },
                (n, why) -> -n);

    assertThat(results).containsExactly(-1, -2, -3, -4);
    assertThat(begun).hasValue(2);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
