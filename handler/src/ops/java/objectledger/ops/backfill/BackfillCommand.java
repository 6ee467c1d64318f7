package objectledger.ops.backfill;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.FailureReport;
import objectledger.ops.Progress;
import objectledger.ops.RateLimiter;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Sources;

/** Records the existing objects of a source, from the saved position on. */
final class BackfillCommand {
  private BackfillCommand() {}

  /** The only argument is the file of the stack's outputs; the checkpoint is beside it. */
  public static void main(String[] arguments) {
    Command.main(arguments, deployment -> run(deployment, Path.of(arguments[0])));
  }

  private static int run(DeployedStack deployment, Path outputs) {
    var request = BackfillRequest.of(deployment.stack());
    if (deployment.stack().sources().areSeveral()) {
      System.out.println("backfill: " + request.source().inWords());
    }
    var checkpoint = request.checkpoint(outputs);
    if (Command.isSet("RESTART")) {
      checkpoint.remove();
    }
    var isNew = checkpoint.read().equals(Listing.Position.START);
    if (!isNew) {
      System.out.println("backfill: continues where it was interrupted; RESTART=1 begins again");
    }
    try (var shutdown = ShutdownSignal.ofThisProcess();
        var s3 = deployment.clients().s3()) {
      var limiter = new RateLimiter(request.rate(), System::nanoTime, LockSupport::parkNanos);
      var invoker =
          new BatchJobInvoker(
              deployment.live(),
              request.source().bucket(),
              limiter,
              BatchJobInvoker.BACKOFF,
              shutdown);
      var progress = Progress.onStandardOutput();
      var listing = new ListingAhead(request.listing(s3));
      var backfill = new Backfill(listing, invoker, checkpoint, shutdown, progress);
      var result = backfill.run();
      progress.end(
          "backfill: %s, %s not recorded because they are gone, %s failed"
              .formatted(backfill.progress(), result.skipped().size(), result.failures().size()));
      var report =
          new FailureReport(System.out, Sources.of(request.source()), Command.isSet("ALL"));
      report.print(result.skipped());
      report.print(result.failures());
      System.out.print(advice(result));
      if (result.end() == Backfill.End.COMPLETE && result.failures().isEmpty()) {
        return isNew && result.recorded() == 0 ? request.foundNothing(System.out) : 0;
      }
      return 1;
    }
  }

  private static String advice(Backfill.Result result) {
    return switch (result.end()) {
      case COMPLETE ->
          result.failures().isEmpty() ? "" : "fix the causes and type the same again\n";
      case INTERRUPTED -> "it was interrupted: the same command continues from here\n";
      case PAGE_FAILED -> "a whole page failed: fix the cause and type the same again\n";
    };
  }
}
