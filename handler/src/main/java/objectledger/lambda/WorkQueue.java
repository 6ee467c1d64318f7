package objectledger.lambda;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Items that several threads take in turn until none is unfinished. Nothing is handed from thread
 * to thread, because that would cost more than the task on an item without its calls.
 */
final class WorkQueue<T, R> implements Runnable {
  private final List<T> items;
  private final Function<T, R> task;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<Result<R>> results;
  private final CountDownLatch unfinished;

  WorkQueue(List<T> items, Function<T, R> task) {
    this.items = items;
    this.task = task;
    this.results = new AtomicReferenceArray<>(items.size());
    this.unfinished = new CountDownLatch(items.size());
  }

  /** A value, or the exception that was thrown instead. */
  private record Result<R>(R value, RuntimeException failure) {}

  int size() {
    return items.size();
  }

  @Override
  public void run() {
    for (var i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
      setResult(i, result(items.get(i)));
    }
  }

  private Result<R> result(T item) {
    try {
      return new Result<>(task.apply(item), null);
    } catch (RuntimeException e) {
      return new Result<>(null, e);
    } catch (Error e) {
      // Otherwise the waiting thread would wait forever.
      return new Result<>(null, new IllegalStateException(e));
    }
  }

  /** Sets the result of an item. The first one counts: a result after the deadline is ignored. */
  private void setResult(int i, Result<R> result) {
    if (results.compareAndSet(i, null, result)) {
      unfinished.countDown();
    }
  }

  /** Waits until all items are done. */
  void await() {
    try {
      unfinished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeadlineExceededException("it was interrupted");
    }
  }

  /**
   * Waits until all items are done or no time is unfinished. Items that have not begun by then are
   * not run.
   */
  void await(
      Deadline deadline, long graceMillis, BiFunction<T, DeadlineExceededException, R> onDeadline) {
    var limit = deadline.remaining().toMillis();
    try {
      if (unfinished.await(limit + graceMillis, TimeUnit.MILLISECONDS)) {
        return;
      }
      failRemaining(
          new DeadlineExceededException("S3 did not answer to the end in " + limit + " ms"),
          onDeadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failRemaining(
          new DeadlineExceededException("it was interrupted while S3 was asked"), onDeadline);
    }
  }

  private void failRemaining(
      DeadlineExceededException reason, BiFunction<T, DeadlineExceededException, R> onDeadline) {
    next.set(items.size());
    for (var i = 0; i < items.size(); i++) {
      setResult(i, new Result<>(onDeadline.apply(items.get(i), reason), null));
    }
  }

  /**
   * The results, in the order of the items.
   *
   * @throws RuntimeException the first that a task threw
   */
  List<R> results() {
    var values = new ArrayList<R>(items.size());
    for (var i = 0; i < items.size(); i++) {
      var result = results.get(i);
      if (result.failure() != null) {
        throw result.failure();
      }
      values.add(result.value());
    }
    return values;
  }
}
