package objectledger;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Gives a call up when its time is over. The SDK's own time-outs interrupt, which a thread that
 * reads the body of an answer does not heed: a body that stops half-way would take the function
 * beyond its deadline, and keep it from saying what it could not do.
 */
final class PunctualS3 extends DelegatingS3Client {
  /** The SDK's own time-outs come first where they work: they end the call and say more. */
  private static final long GRACE_MILLIS = 100;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("s3-", 0).factory());

  PunctualS3(S3Client s3) {
    super(s3);
  }

  @Override
  protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
    var limit =
        request
            .overrideConfiguration()
            .flatMap(RequestOverrideConfiguration::apiCallTimeout)
            .map(Duration::toMillis)
            .orElseThrow(() -> new IllegalArgumentException("every call has a time-out"));
    var call = threads.submit(() -> operation.apply(request));
    try {
      return call.get(limit + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new Unfinished("S3 did not answer to the end in " + limit + " ms");
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unfinished("it was interrupted while S3 was asked");
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
    super.close();
  }
}
