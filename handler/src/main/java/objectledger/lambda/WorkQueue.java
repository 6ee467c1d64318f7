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
 * Things that some threads work at: each takes the next one until none is left. Nothing is handed
 * from thread to thread, which would cost more than all that is done with a thing but its calls.
 */
final class WorkQueue<T, R> implements Runnable {
  private final List<T> items;
  private final Function<T, R> task;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<Result<R>> results;
  private final CountDownLatch unfinished;

  WorkQueue(List<T> things, Function<T, R> work) {
    this.items = things;
    this.task = work;
    this.results = new AtomicReferenceArray<>(things.size());
    this.unfinished = new CountDownLatch(things.size());
  }

  /** A value, or what was thrown in its place. */
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

  private Result<R> result(T thing) {
    try {
      return new Result<>(task.apply(thing), null);
    } catch (RuntimeException e) {
      return new Result<>(null, e);
    } catch (Error e) {
      // Whoever waits must not wait for ever.
      return new Result<>(null, new IllegalStateException(e));
    }
  }

  /** The first result counts: what comes after a thing was given up is too late. */
  private void setResult(int i, Result<R> result) {
    if (results.compareAndSet(i, null, result)) {
      unfinished.countDown();
    }
  }

  /** Waits until everything is done. */
  void await() {
    try {
      unfinished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeadlineExceededException("it was interrupted");
    }
  }

  /** Waits until everything is done, or no time is left; what is not done then begins no more. */
  void await(
      Deadline deadline, long graceMillis, BiFunction<T, DeadlineExceededException, R> late) {
    var limit = deadline.remaining().toMillis();
    try {
      if (unfinished.await(limit + graceMillis, TimeUnit.MILLISECONDS)) {
        return;
      }
      failRemaining(
          new DeadlineExceededException("S3 did not answer to the end in " + limit + " ms"), late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failRemaining(new DeadlineExceededException("it was interrupted while S3 was asked"), late);
    }
  }

  private void failRemaining(
      DeadlineExceededException reason, BiFunction<T, DeadlineExceededException, R> late) {
    next.set(items.size());
    for (var i = 0; i < items.size(); i++) {
      setResult(i, new Result<>(late.apply(items.get(i), reason), null));
    }
  }

  /**
   * The results, in the order of the things.
   *
   * @throws RuntimeException the first that the work threw
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
