package objectledger.ops.backfill;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import objectledger.json.JsonText;
import objectledger.lambda.WorkerPool;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.FailedEvent;
import objectledger.ops.FailureReport;
import objectledger.ops.Progress;
import objectledger.ops.RateLimiter;
import objectledger.ops.ShutdownSignal;

/**
 * Brings objects that were there before into the ledger: lists them, and has the function record
 * them. It notes how far it came after each page; what it does a second time changes nothing.
 */
final class Backfill {
  private static final int OBJECTS_A_CALL = 100;
  private static final int CALLS_AT_ONCE = 8;

  private final Listing listing;
  private final BatchJobInvoker caller;
  private final Checkpoint bookmark;
  private final ShutdownSignal interruption;
  private final Progress progress;
  private final WorkerPool crew = new WorkerPool(CALLS_AT_ONCE);
  private final AtomicInteger recorded = new AtomicInteger();
  private final List<FailedEvent> skipped = new ArrayList<>();
  private final List<FailedEvent> failures = new ArrayList<>();
  private final long started = System.nanoTime();

  /** How it ended. */
  enum End {
    /** At the end of the listing. */
    WHOLE,
    /** Somebody asked it to. */
    INTERRUPTED,
    /** Every object of a page failed: so would the next ones. */
    HOPELESS
  }

  /**
   * What came of it.
   *
   * @param recorded objects that have their record now
   * @param skipped objects that were listed, and of which there was nothing to record
   * @param failures objects that were tried in vain
   */
  record Result(End end, int recorded, List<FailedEvent> skipped, List<FailedEvent> failures) {}

  Backfill(
      Listing listing,
      BatchJobInvoker caller,
      Checkpoint bookmark,
      ShutdownSignal interruption,
      Progress progress) {
    this.listing = listing;
    this.caller = caller;
    this.bookmark = bookmark;
    this.interruption = interruption;
    this.progress = progress;
  }

  /**
   * Goes on where the bookmark is.
   *
   * @throws CommandException if the alias cannot be invoked at all
   */
  Result run() {
    var position = bookmark.read();
    while (!interruption.isAsked()) {
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
        // It never passes a failure, so that the same command tries that again.
        page.next().ifPresentOrElse(bookmark::write, bookmark::remove);
      }
      if (page.next().isEmpty()) {
        return result(End.WHOLE);
      }
      if (!failed.isEmpty() && failed.size() == results.size()) {
        return result(End.HOPELESS);
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
    return crew.forEach(calls, this::call).stream().flatMap(List::stream).toList();
  }

  private List<BatchJobRequest.Result> call(List<Listing.Item> items) {
    var results = caller.record(items);
    recorded.addAndGet(
        (int) results.stream().filter(r -> r.code() == BatchJobRequest.Code.SUCCEEDED).count());
    progress.show(() -> "backfill: " + rate());
    return results;
  }

  private String rate() {
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

  /** The only argument is the file of the stack's outputs; the bookmark stands beside it. */
  public static void main(String[] arguments) {
    Command.main(arguments, deployment -> backfill(deployment, Path.of(arguments[0])));
  }

  private static int backfill(DeployedStack deployment, Path outputs) {
    var request = BackfillRequest.of(deployment.stack());
    var bookmark = request.bookmark(outputs);
    if (Command.isSet("RESTART")) {
      bookmark.remove();
    }
    var anew = bookmark.read().equals(Listing.Position.START);
    if (!anew) {
      System.out.println("backfill: goes on where it was interrupted; RESTART=1 begins anew");
    }
    try (var interruption = ShutdownSignal.ofThisProcess();
        var s3 = deployment.clients().s3()) {
      var rate = new RateLimiter(request.rate(), System::nanoTime, LockSupport::parkNanos);
      var caller =
          new BatchJobInvoker(
              deployment.live(),
              deployment.stack().sourceBucket(),
              rate,
              BatchJobInvoker.BACKOFF,
              interruption);
      var progress = Progress.onStandardOutput();
      var listing = request.listing(s3, deployment.stack());
      var backfill = new Backfill(listing, caller, bookmark, interruption, progress);
      var result = backfill.run();
      progress.end(
          "backfill: %s, %s not recorded because they are gone, %s failed"
              .formatted(backfill.rate(), result.skipped().size(), result.failures().size()));
      FailureReport.print(System.out, result.skipped(), Command.isSet("ALL"));
      FailureReport.print(System.out, result.failures(), Command.isSet("ALL"));
      System.out.print(advice(result));
      if (result.end() == End.WHOLE && result.failures().isEmpty()) {
        return anew && result.recorded() == 0
            ? request.foundNothing(deployment.stack(), System.out)
            : 0;
      }
      return 1;
    }
  }

  private static String advice(Result result) {
    return switch (result.end()) {
      case WHOLE -> result.failures().isEmpty() ? "" : "mend the causes and type the same again\n";
      case INTERRUPTED -> "it was interrupted: the same command goes on from here\n";
      case HOPELESS -> "a whole page failed: mend the cause and type the same again\n";
    };
  }
}
