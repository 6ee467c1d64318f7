package objectledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Works at many things at once, most of which wait for S3, but never at more than so many. */
final class Crew {
  private final int size;
  private final Semaphore places;

  Crew(int size) {
    this.size = size;
    this.places = new Semaphore(size);
  }

  /**
   * Does the same with each, and gives the results in the order of the things. One alone is done
   * where it is, without a thread, and so is all work of a crew of one.
   *
   * @throws RuntimeException the first that the work threw, once all others are done
   */
  <T, R> List<R> each(List<T> things, Function<T, R> work) {
    if (things.size() <= 1 || size == 1) {
      return things.stream().map(work).toList();
    }
    var futures = new ArrayList<Future<R>>(things.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var thing : things) {
        // Taken here, so that no more threads exist than work.
        places.acquireUninterruptibly();
        futures.add(
            threads.submit(
                () -> {
                  try {
                    return work.apply(thing);
                  } finally {
                    places.release();
                  }
                }));
      }
    }
    return futures.stream().map(Crew::result).toList();
  }

  private static <R> R result(Future<R> done) {
    try {
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unfinished("it was interrupted");
    }
  }
}
