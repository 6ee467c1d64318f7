package objectledger.ops.failures;

import java.time.Duration;
import java.util.Map;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.DocumentsFunction;
import objectledger.ops.FailureReport;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;

/**
 * Sends the messages of the failure queues to their function again, and has the refused documents,
 * and the changes that were not written, tried again.
 */
final class RedriveCommand {
  private RedriveCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, RedriveCommand::redrive);
  }

  private static int redrive(DeployedStack deployment) {
    var filter = MessageFilter.of(deployment);
    var changes = ChangesSelection.of(deployment);
    var refused = RefusedSelection.of(deployment, filter).unless(!changes.withOthers());
    try (var shutdown = ShutdownSignal.ofThisProcess()) {
      var isWhole =
          !refused.withQueues()
              || redriveMessages(
                  deployment, "", deployment.live(), deployment.failureQueues(), filter, shutdown);
      if (refused.function().isPresent()) {
        var function = refused.function().get();
        // Before the messages, so that one that turns out to be refused is not tried twice.
        isWhole &= redriveRefused(deployment, function, refused, shutdown);
        isWhole &=
            !refused.withQueues()
                || redriveMessages(
                    deployment,
                    " of documents",
                    new EnvelopeOpener(deployment.live(function)),
                    function.failureQueues(),
                    filter,
                    shutdown);
      }
      if (changes.function().isPresent()) {
        var function = changes.function().get();
        isWhole &= new ChangesCommands(deployment, function, changes).redrive(System.out, shutdown);
        isWhole &=
            !changes.withOthers()
                || redriveMessages(
                    deployment,
                    " of changes",
                    new EnvelopeOpener(deployment.live(function)),
                    function.failureQueues(),
                    filter,
                    shutdown);
      }
      return isWhole ? 0 : 1;
    }
  }

  /** Returns whether none is left. */
  private static boolean redriveRefused(
      DeployedStack deployment,
      DocumentsFunction function,
      RefusedSelection refused,
      ShutdownSignal shutdown) {
    var progress = Progress.onStandardOutput();
    var limit = Command.number("LIMIT", 10_000);
    try (var s3 = deployment.clients().s3()) {
      var documents = RefusedDocuments.of(deployment, function, s3);
      var read = documents.read(refused.table(), limit);
      refused.requireFound(read.documents().size());
      var region = deployment.stack().region();
      var result =
          new RefusedRedrive(
                  deployment.live(function),
                  document -> document.event(deployment.accountId(), region),
                  documents::remove,
                  shutdown,
                  progress)
              .run(read.documents());
      var left = result.left().size() + result.untried();
      progress.end(
          read.documents().isEmpty()
              ? "redrive of refused documents: there are none"
              : "redrive of refused documents: %s stored, %s gone, %s left"
                  .formatted(result.stored(), result.gone(), left));
      var report = new RefusedReport(System.out, Command.isSet("ALL"));
      report.print(result.left().stream().map(RefusedRedrive.Left::document).toList());
      report.printRest(read, limit);
      return left == 0 && read.isWhole() && read.unreadable().isEmpty();
    }
  }

  /** Returns whether none is left. */
  private static boolean redriveMessages(
      DeployedStack deployment,
      String of,
      FunctionInvoker alias,
      Map<String, String> queues,
      MessageFilter filter,
      ShutdownSignal shutdown) {
    var started = System.nanoTime();
    var progress = Progress.onStandardOutput();
    try (var sqs = deployment.clients().sqs()) {
      var result = new Redrive(alias, filter, shutdown, progress).run(SqsQueue.of(queues, sqs));
      var left = result.left() + result.untried();
      var wanted = of + filter.source().map(source -> " of " + source.inWords()).orElse("");
      progress.end(
          result.recorded() + left == 0
              ? nothing(of, wanted, result.others())
              : "redrive%s: %s recorded and removed, %s left, in %s s"
                  .formatted(
                      wanted,
                      result.recorded(),
                      left,
                      Duration.ofNanos(System.nanoTime() - started).toSeconds()));
      new FailureReport(System.out, filter.sources(), Command.isSet("ALL"))
          .print(result.failures());
      return left == 0;
    }
  }

  private static String nothing(String queues, String wanted, int others) {
    return others == 0
        ? "redrive%s: the failure queues are empty: nothing was to be sent".formatted(queues)
        : "redrive%s: the failure queues hold no message%s, but %s of others: nothing was to be sent"
            .formatted(queues, wanted, others);
  }
}
