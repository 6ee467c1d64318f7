package objectledger.lambda;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Runs a task for each item on a bounded number of threads. One deadline covers the whole batch, so
 * a call on a worker needs no time limiter of its own; that saves a thread hand-over per call.
 *
 * <p>What a member does not finish in time is given up for all of its calls: {@link
 * TimeLimitedS3Api} need not watch each of them, which costs a change of threads.
 */
public final class WorkerPool {
  /** A limit of a single call ends first, because its message says more. */
  private static final long GRACE_MILLIS = 200;

  private final int size;
  private final ExecutorService workers;

  public WorkerPool(int size) {
    this.size = size;
    this.workers = Executors.newCachedThreadPool(Worker::new);
  }

  /** A worker thread, whose tasks end at the deadline of the batch. */
  public static final class Worker extends Thread {
    private Worker(Runnable work) {
      super(work, "crew");
      setDaemon(true);
    }
  }

  /**
   * Runs a task for each item, without a deadline. Returns the results in the order of the items. A
   * single item, and every item of a pool of size one, runs on the caller's thread.
   *
   * @throws RuntimeException the first that a task threw, after all items are done
   */
  public <T, R> List<R> forEach(List<T> things, Function<T, R> work) {
    return isInline(things)
        ? runInline(things, work)
        : runOnWorkers(new WorkQueue<>(things, work), null);
  }

  /**
   * Runs a task for each item, at most until the deadline.
   *
   * @param late gives the result of an item that was not done in time
   */
  public <T, R> List<R> forEach(
      List<T> things,
      Deadline deadline,
      Function<T, R> work,
      BiFunction<T, DeadlineExceededException, R> late) {
    if (isInline(things)) {
      return runInline(things, work);
    }
    var shift = new WorkQueue<>(things, work);
    return runOnWorkers(shift, () -> shift.await(deadline, GRACE_MILLIS, late));
  }

  private boolean isInline(List<?> things) {
    return things.size() <= 1 || size == 1;
  }

  private static <T, R> List<R> runInline(List<T> things, Function<T, R> work) {
    return things.stream().map(work).toList();
  }

  private <R> List<R> runOnWorkers(WorkQueue<?, R> shift, Runnable inTime) {
    var atWork =
        IntStream.range(0, Math.min(size, shift.size()))
            .<Future<?>>mapToObj(i -> workers.submit(shift))
            .toList();
    if (inTime == null) {
      shift.await();
    } else {
      inTime.run();
      // Interrupts the workers that are still blocked. It has no effect on those that have
      // finished.
      atWork.forEach(member -> member.cancel(true));
    }
    return shift.results();
  }
}
