package objectledger.lambda;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs a call on another thread and stops waiting at its limit. The client's own timeouts are not
 * enough: they interrupt, and a thread that is reading a response body ignores interrupts. A body
 * that stops half-way would take the function beyond its deadline.
 */
public final class TimeLimiter implements AutoCloseable {
  /**
   * The client's own timeouts come first where they work, because they end the call and their
   * message says more.
   */
  private static final long GRACE_MILLIS = 100;

  private final String target;
  private final ExecutorService threads;

  /**
   * @param target name of the called service, for messages
   */
  public TimeLimiter(String target) {
    this.target = target;
    this.threads =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name(target + "-", 0).factory());
  }

  /**
   * Makes a call.
   *
   * @throws RuntimeException what the call threw
   * @throws DeadlineExceededException if it did not end in time
   */
  public <T> T call(Duration limit, Supplier<T> call) {
    var running = threads.submit(call::get);
    try {
      return running.get(limit.toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      throw new DeadlineExceededException(
          target + " did not answer to the end in " + limit.toMillis() + " ms");
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new DeadlineExceededException("it was interrupted while " + target + " was asked");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
