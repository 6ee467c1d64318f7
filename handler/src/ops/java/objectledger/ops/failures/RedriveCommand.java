package objectledger.ops.failures;

import java.time.Duration;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.FailureReport;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;

/** Sends the messages of the failure queues to the function again. */
final class RedriveCommand {
  private RedriveCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, RedriveCommand::redrive);
  }

  private static int redrive(DeployedStack deployment) {
    var started = System.nanoTime();
    var progress = Progress.onStandardOutput();
    try (var shutdown = ShutdownSignal.ofThisProcess();
        var sqs = deployment.clients().sqs()) {
      var result =
          new Redrive(deployment.live(), shutdown, progress).run(SqsQueue.of(deployment, sqs));
      var left = result.left() + result.untried();
      progress.end(
          result.recorded() + left == 0
              ? "redrive: the failure queues are empty: nothing was to be sent"
              : "redrive: %s recorded and removed, %s left, in %s s"
                  .formatted(
                      result.recorded(),
                      left,
                      Duration.ofNanos(System.nanoTime() - started).toSeconds()));
      FailureReport.print(System.out, result.failures(), Command.isSet("ALL"));
      return left == 0 ? 0 : 1;
    }
  }
}
