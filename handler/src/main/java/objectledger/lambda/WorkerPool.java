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
    private Worker(Runnable task) {
      super(task, "worker");
      setDaemon(true);
    }
  }

  /**
   * Runs a task for each item, without a deadline. Returns the results in the order of the items. A
   * single item, and every item of a pool of size one, runs on the caller's thread.
   *
   * @throws RuntimeException the first that a task threw, after all items are done
   */
  public <T, R> List<R> forEach(List<T> items, Function<T, R> task) {
    return isInline(items)
        ? runInline(items, task)
        : runOnWorkers(new WorkQueue<>(items, task), null);
  }

  /**
   * Runs a task for each item, at most until the deadline.
   *
   * @param onDeadline gives the result of an item that was not done in time
   */
  public <T, R> List<R> forEach(
      List<T> items,
      Deadline deadline,
      Function<T, R> task,
      BiFunction<T, DeadlineExceededException, R> onDeadline) {
    if (isInline(items)) {
      return runInline(items, task);
    }
    var queue = new WorkQueue<>(items, task);
    return runOnWorkers(queue, () -> queue.await(deadline, GRACE_MILLIS, onDeadline));
  }

  private boolean isInline(List<?> items) {
    return items.size() <= 1 || size == 1;
  }

  private static <T, R> List<R> runInline(List<T> items, Function<T, R> task) {
    return items.stream().map(task).toList();
  }

  private <R> List<R> runOnWorkers(WorkQueue<?, R> queue, Runnable awaitInTime) {
    var running =
        IntStream.range(0, Math.min(size, queue.size()))
            .<Future<?>>mapToObj(i -> workers.submit(queue))
            .toList();
    if (awaitInTime == null) {
      queue.await();
    } else {
      awaitInTime.run();
      // Interrupts the workers that are still blocked. It has no effect on those that have
      // finished.
      running.forEach(worker -> worker.cancel(true));
    }
    return queue.results();
  }
}
