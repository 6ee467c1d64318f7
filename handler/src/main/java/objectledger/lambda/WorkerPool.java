package objectledger.lambda;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Works at many things at once, most of which wait for S3, but never at more than so many.
 *
 * <p>What a member does not finish in time is given up for all of its calls: {@link
 * TimeLimitedS3Api} need not watch each of them, which costs a change of threads.
 */
public final class WorkerPool {
  /** Whoever watches a single call gives up first, and says more. */
  private static final long GRACE_MILLIS = 200;

  private final int size;
  private final ExecutorService workers;

  public WorkerPool(int size) {
    this.size = size;
    this.workers = Executors.newCachedThreadPool(Worker::new);
  }

  /** A thread whose work somebody else gives up in time. */
  public static final class Worker extends Thread {
    private Worker(Runnable work) {
      super(work, "crew");
      setDaemon(true);
    }
  }

  /**
   * Does the same with each, however long it takes, and gives the results in the order of the
   * things. One alone is done where it is, without a thread, and so is all work of a crew of one.
   *
   * @throws RuntimeException the first that the work threw, once all others are done
   */
  public <T, R> List<R> forEach(List<T> things, Function<T, R> work) {
    return isInline(things)
        ? runInline(things, work)
        : runOnWorkers(new WorkQueue<>(things, work), null);
  }

  /**
   * Does the same with each, and gives up in time.
   *
   * @param late what stands for the result of a thing that was not done in time
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
      // Who is done does not notice; who hangs may wake up.
      atWork.forEach(member -> member.cancel(true));
    }
    return shift.results();
  }
}
