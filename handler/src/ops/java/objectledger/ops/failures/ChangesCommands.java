package objectledger.ops.failures;

import java.io.PrintStream;
import objectledger.ops.ChangesFunction;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;

/** What {@code make failures} and {@code make redrive} do with changes that were not written. */
final class ChangesCommands {
  private static final int LIMIT = 10_000;

  private final DeployedStack deployment;
  private final ChangesFunction function;
  private final ChangesSelection selection;

  ChangesCommands(DeployedStack deployment, ChangesFunction function, ChangesSelection selection) {
    this.deployment = deployment;
    this.function = function;
    this.selection = selection;
  }

  /** Prints them by cause, and returns the number of their objects. */
  int list(PrintStream out) {
    var limit = Command.number("LIMIT", LIMIT);
    try (var s3 = deployment.clients().s3()) {
      var read =
          new ChangesBucket(s3, function, deployment.accountId()).read(selection.label(), limit);
      selection.requireFound(read.failed().size());
      out.printf(
          "%schanges%s that were not written: %s%n",
          selection.withOthers() ? System.lineSeparator() : "",
          selection.ofLabel(),
          ChangesReport.count(read.failed()));
      var report = new ChangesReport(out, Command.isSet("ALL"));
      report.print(ChangesLog.of(deployment, function).withCauses(read.failed()));
      report.printRest(read, limit);
      if (read.failed().isEmpty()) {
        report.printUnderWay(deployment.logCommand("changes"));
      }
      return read.failed().size();
    }
  }

  /** Has them written again, and returns whether none is left. */
  boolean redrive(PrintStream out, ShutdownSignal shutdown) {
    var progress = Progress.onStandardOutput();
    var limit = Command.number("LIMIT", LIMIT);
    try (var s3 = deployment.clients().s3()) {
      var bucket = new ChangesBucket(s3, function, deployment.accountId());
      var read = bucket.read(selection.label(), limit);
      selection.requireFound(read.failed().size());
      var result =
          new ChangesRedrive(
                  deployment.live(function), bucket, ChangesPayload.LIMIT, shutdown, progress)
              .run(read.failed());
      var left = result.left().size() + result.untried();
      progress.end(
          read.failed().isEmpty()
              ? "redrive of changes%s: there are none".formatted(selection.ofLabel())
              : "redrive of changes%s: %s written, %s of %s objects left"
                  .formatted(selection.ofLabel(), result.written(), left, read.failed().size()));
      var report = new ChangesReport(out, Command.isSet("ALL"));
      report.print(result.left());
      report.printRest(read, limit);
      return left == 0 && read.isWhole() && read.unreadable().isEmpty();
    }
  }

  /** Prints what a redrive would do with so many objects. */
  void printIntention(PrintStream out, int objects) {
    out.printf(
        "%nmake redrive would send the changes of %s through %s, and remove those objects of which"
            + " all are written then%n",
        objects == 1 ? "this object" : "these " + objects + " objects", function.liveArn());
  }

  /** Prints names for the AWS CLI, and a command, to look further. */
  void printPlaces(PrintStream out) {
    out.printf("  changes that were refused: s3://%s/refused/%n", function.bucket());
    out.printf("  changes that Lambda gave up: s3://%s/aws/lambda/%n", function.bucket());
    out.printf("  log of the changes: %s%n", deployment.logCommand("changes"));
  }
}
