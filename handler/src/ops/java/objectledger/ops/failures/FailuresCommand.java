package objectledger.ops.failures;

import java.io.PrintStream;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;

/**
 * Lists the messages of the failure queues by cause; removes on request what can never be recorded.
 */
final class FailuresCommand {
  private FailuresCommand() {}

  /** Prints the names that the AWS CLI needs to look further. */
  private static void printPlaces(PrintStream out, DeployedStack deployment) {
    out.println("to look further:");
    deployment.failureQueues().forEach((name, url) -> out.printf("  queue %s: %s%n", name, url));
    out.printf("  log: %s%n", deployment.logCommand());
  }

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, FailuresCommand::list);
  }

  private static int list(DeployedStack deployment) {
    try (var sqs = deployment.clients().sqs();
        var list =
            new FailureList(
                SqsQueue.of(deployment, sqs),
                MessageFilter.of(deployment),
                FunctionLog.of(deployment)::causes,
                Command.number("LIMIT", 10_000))) {
      if (Command.isSet("REMOVE")) {
        var removed = list.remove(System.out, Command.setting("REMOVE"), Command.isSet("ALL"));
        System.out.printf("%n%s removed for good%n", removed);
        return 0;
      }
      var messages = list.print(System.out, Command.isSet("ALL"));
      if (Command.isSet("DRY_RUN")) {
        System.out.printf(
            "%nmake redrive would send %s through %s, and remove what is recorded then%n",
            messages == 1 ? "this message" : "these " + messages + " messages",
            deployment.liveArn());
      }
      if (messages > 0) {
        System.out.printf("%nnothing was removed, and every message can be received again%n");
        printPlaces(System.out, deployment);
      }
      return 0;
    }
  }
}
