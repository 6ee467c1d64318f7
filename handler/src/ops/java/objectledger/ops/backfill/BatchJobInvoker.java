package objectledger.ops.backfill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import objectledger.lambda.Backoff;
import objectledger.ops.AwsClients;
import objectledger.ops.CommandException;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.RateLimiter;
import objectledger.ops.ShutdownSignal;

/** Invokes the function for objects, and again for those with a temporary failure. */
public final class BatchJobInvoker {
  private static final int MAX_ATTEMPTS = 6;
  private static final Duration MAX_DELAY = Duration.ofSeconds(8);

  /** The wait between attempts, for objects that S3 was too busy to read. */
  public static final Backoff BACKOFF = (tries, left) -> Backoff.sleep(AwsClients.delay(tries));

  private final FunctionInvoker alias;
  private final String bucket;
  private final RateLimiter limiter;
  private final Backoff backoff;
  private final ShutdownSignal shutdown;

  public BatchJobInvoker(
      FunctionInvoker alias,
      String bucket,
      RateLimiter limiter,
      Backoff backoff,
      ShutdownSignal shutdown) {
    this.alias = alias;
    this.bucket = bucket;
    this.limiter = limiter;
    this.backoff = backoff;
    this.shutdown = shutdown;
  }

  /** The result of each object; empty if a shutdown was requested before all were tried. */
  public List<BatchJobRequest.Result> record(List<Listing.Item> items) {
    var done = new ArrayList<BatchJobRequest.Result>();
    var left = items;
    for (var tries = 1; !shutdown.isRequested(); tries++) {
      limiter.acquire(left.size());
      var again = new ArrayList<Listing.Item>();
      for (var result : call(left)) {
        if (result.code() == BatchJobRequest.Code.TEMPORARY && tries < MAX_ATTEMPTS) {
          again.add(result.item());
        } else {
          done.add(result);
        }
      }
      if (again.isEmpty()) {
        return done;
      }
      left = again;
      backoff.after(tries, MAX_DELAY);
    }
    return List.of();
  }

  private List<BatchJobRequest.Result> call(List<Listing.Item> items) {
    try {
      return BatchJobRequest.results(items, alias.invoke(BatchJobRequest.payload(bucket, items)));
    } catch (CommandException e) {
      // Lambda would refuse the others, too.
      shutdown.request();
      throw e;
    }
  }
}
