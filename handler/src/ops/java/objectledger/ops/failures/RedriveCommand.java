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
    var filter = MessageFilter.of(deployment);
    try (var shutdown = ShutdownSignal.ofThisProcess();
        var sqs = deployment.clients().sqs()) {
      var result =
          new Redrive(deployment.live(), filter, shutdown, progress)
              .run(SqsQueue.of(deployment, sqs));
      var left = result.left() + result.untried();
      var of = filter.source().map(source -> " of " + source.inWords()).orElse("");
      progress.end(
          result.recorded() + left == 0
              ? nothing(of, result.others())
              : "redrive%s: %s recorded and removed, %s left, in %s s"
                  .formatted(
                      of,
                      result.recorded(),
                      left,
                      Duration.ofNanos(System.nanoTime() - started).toSeconds()));
      new FailureReport(System.out, filter.sources(), Command.isSet("ALL"))
          .print(result.failures());
      return left == 0 ? 0 : 1;
    }
  }

  private static String nothing(String of, int others) {
    return others == 0
        ? "redrive: the failure queues are empty: nothing was to be sent"
        : "redrive: the failure queues hold no message%s, but %s of others: nothing was to be sent"
            .formatted(of, others);
  }
}
