package objectledger.ops.backfill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.json.JsonText;
import objectledger.lambda.WorkerPool;
import objectledger.ops.CommandException;
import objectledger.ops.FailedEvent;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;

/**
 * Records existing objects: lists them, and invokes the function for each page. It saves its
 * position after each page. To record an object twice changes nothing.
 */
final class Backfill {
  private static final int OBJECTS_A_CALL = 100;
  private static final int CALLS_AT_ONCE = 8;

  private final Listing listing;
  private final BatchJobInvoker invoker;
  private final Checkpoint checkpoint;
  private final ShutdownSignal shutdown;
  private final Progress progress;
  private final WorkerPool workers = new WorkerPool(CALLS_AT_ONCE);
  private final AtomicInteger recorded = new AtomicInteger();
  private final List<FailedEvent> skipped = new ArrayList<>();
  private final List<FailedEvent> failures = new ArrayList<>();
  private final long started = System.nanoTime();

  /** How the backfill ended. */
  enum End {
    /** At the end of the listing. */
    COMPLETE,
    /** A shutdown was requested. */
    INTERRUPTED,
    /** Every object of a page failed, so the next page would fail too. */
    PAGE_FAILED
  }

  /**
   * The result.
   *
   * @param recorded objects that are recorded
   * @param skipped objects that were deleted after they were listed
   * @param failures objects that could not be recorded
   */
  record Result(End end, int recorded, List<FailedEvent> skipped, List<FailedEvent> failures) {}

  Backfill(
      Listing listing,
      BatchJobInvoker invoker,
      Checkpoint checkpoint,
      ShutdownSignal shutdown,
      Progress progress) {
    this.listing = listing;
    this.invoker = invoker;
    this.checkpoint = checkpoint;
    this.shutdown = shutdown;
    this.progress = progress;
  }

  /**
   * Continues from the checkpoint.
   *
   * @throws CommandException if the alias cannot be invoked at all
   */
  Result run() {
    var position = checkpoint.read();
    while (!shutdown.isRequested()) {
      var page = listing.after(position);
      var results = record(page.items());
      if (results.size() < page.items().size()) {
        break;
      }
      var failed = results.stream().filter(Backfill::isFailure).toList();
      failed.forEach(result -> failures.add(failure(result)));
      results.stream()
          .filter(result -> result.code() == BatchJobRequest.Code.SKIPPED)
          .forEach(result -> skipped.add(failure(result)));
      if (failures.isEmpty()) {
        // The checkpoint never passes a failure, so that the same command tries it again.
        page.next().ifPresentOrElse(checkpoint::write, checkpoint::remove);
      }
      if (page.next().isEmpty()) {
        return result(End.COMPLETE);
      }
      if (!failed.isEmpty() && failed.size() == results.size()) {
        return result(End.PAGE_FAILED);
      }
      position = page.next().get();
    }
    return result(End.INTERRUPTED);
  }

  private Result result(End end) {
    return new Result(end, recorded.get(), skipped, failures);
  }

  private static boolean isFailure(BatchJobRequest.Result result) {
    return switch (result.code()) {
      case SUCCEEDED, SKIPPED -> false;
      case TEMPORARY, PERMANENT -> true;
    };
  }

  private List<BatchJobRequest.Result> record(List<Listing.Item> items) {
    var calls = new ArrayList<List<Listing.Item>>();
    for (var from = 0; from < items.size(); from += OBJECTS_A_CALL) {
      calls.add(items.subList(from, Math.min(items.size(), from + OBJECTS_A_CALL)));
    }
    return workers.forEach(calls, this::call).stream().flatMap(List::stream).toList();
  }

  private List<BatchJobRequest.Result> call(List<Listing.Item> items) {
    var results = invoker.record(items);
    recorded.addAndGet(
        (int) results.stream().filter(r -> r.code() == BatchJobRequest.Code.SUCCEEDED).count());
    progress.show(() -> "backfill: " + progress());
    return results;
  }

  /** How many objects are recorded, and how fast. */
  String progress() {
    var millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
    return rate(recorded.get(), millis);
  }

  /** A rate is given only where it was measured for at least a second. */
  static String rate(int objects, long millis) {
    var done = objects + (objects == 1 ? " object" : " objects") + " recorded in ";
    return millis < 1_000
        ? done + "less than a second"
        : "%s%s s, %s a second".formatted(done, millis / 1_000, objects * 1_000L / millis);
  }

  private static FailedEvent failure(BatchJobRequest.Result result) {
    var version = result.item().versionId();
    var object = JsonText.quote(result.item().key()) + (version.isEmpty() ? "" : " " + version);
    return FailedEvent.of(object, Instant.now(), result.text());
  }
}
