package objectledger.ops.failures;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.DocumentsFunction;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Lists the messages of the failure queues by cause, the refused documents by reason, and the
 * changes that were not written; removes on request the messages that can never be recorded.
 */
final class FailuresCommand {
  private static final int LIMIT = 10_000;

  private FailuresCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, FailuresCommand::list);
  }

  private static int list(DeployedStack deployment) {
    var filter = MessageFilter.of(deployment);
    var changes = ChangesSelection.of(deployment);
    var refused = RefusedSelection.of(deployment, filter).unless(!changes.withOthers());
    if (Command.isSet("REMOVE")) {
      return remove(deployment, filter, refused);
    }
    var messages = refused.withQueues() ? listMessages(deployment, filter) : 0;
    var documents =
        refused.function().map(function -> listDocuments(deployment, function, refused)).orElse(0);
    refused.requireFound(documents);
    var written =
        changes.function().map(function -> new ChangesCommands(deployment, function, changes));
    var objects = written.map(commands -> commands.list(System.out)).orElse(0);
    if (Command.isSet("DRY_RUN")) {
      printIntention(deployment, refused, messages, documents);
      written.ifPresent(commands -> commands.printIntention(System.out, objects));
    }
    if (messages + documents + objects > 0) {
      System.out.printf("%nnothing was removed, and every message can be received again%n");
      printPlaces(System.out, deployment, refused);
      written.ifPresent(commands -> commands.printPlaces(System.out));
    }
    return 0;
  }

  private static int remove(
      DeployedStack deployment, MessageFilter filter, RefusedSelection refused) {
    if (!refused.withQueues()) {
      throw new CommandException(
          "REMOVE removes messages, which have no table and no label: leave TABLE and CHANGES out");
    }
    try (var sqs = deployment.clients().sqs();
        var list = messages(deployment, filter, sqs)) {
      var removed = list.remove(System.out, Command.setting("REMOVE"), Command.isSet("ALL"));
      System.out.printf("%n%s removed for good%n", removed);
      return 0;
    }
  }

  private static int listMessages(DeployedStack deployment, MessageFilter filter) {
    try (var sqs = deployment.clients().sqs();
        var list = messages(deployment, filter, sqs)) {
      return list.print(System.out, Command.isSet("ALL"));
    }
  }

  private static FailureList messages(
      DeployedStack deployment, MessageFilter filter, SqsClient sqs) {
    return new FailureList(
        SqsQueue.of(queues(deployment), sqs),
        filter,
        FunctionLog.of(deployment)::causes,
        Command.number("LIMIT", LIMIT));
  }

  private static int listDocuments(
      DeployedStack deployment, DocumentsFunction function, RefusedSelection refused) {
    var limit = Command.number("LIMIT", LIMIT);
    try (var s3 = deployment.clients().s3()) {
      var read = RefusedDocuments.of(deployment, function, s3).read(refused.table(), limit);
      System.out.printf(
          "%srefused documents%s: %s%n",
          refused.withQueues() ? System.lineSeparator() : "",
          refused.ofTable(),
          read.documents().size());
      var report = new RefusedReport(System.out, Command.isSet("ALL"));
      report.print(read.documents());
      report.printRest(read, limit);
      return read.documents().size();
    }
  }

  /** The queues of all functions of the stack. */
  private static Map<String, String> queues(DeployedStack deployment) {
    var queues = new LinkedHashMap<>(deployment.failureQueues());
    deployment.documents().ifPresent(function -> queues.putAll(function.failureQueues()));
    deployment.changes().ifPresent(function -> queues.putAll(function.failureQueues()));
    return queues;
  }

  private static void printIntention(
      DeployedStack deployment, RefusedSelection refused, int messages, int documents) {
    if (refused.withQueues()) {
      System.out.printf(
          "%nmake redrive would send %s through %s, and remove what is recorded then%n",
          messages == 1 ? "this message" : "these " + messages + " messages",
          deployment
              .documents()
              .map(function -> "%s or %s".formatted(deployment.liveArn(), function.liveArn()))
              .orElse(deployment.liveArn()));
    }
    refused
        .function()
        .ifPresent(
            function ->
                System.out.printf(
                    "%nmake redrive would try %s again through %s, and keep those that are refused"
                        + " again%n",
                    documents == 1 ? "this document" : "these " + documents + " documents",
                    function.liveArn()));
  }

  /** Prints names for the AWS CLI, and commands, to look further. */
  private static void printPlaces(
      PrintStream out, DeployedStack deployment, RefusedSelection refused) {
    out.println("to look further:");
    if (refused.withQueues()) {
      queues(deployment).forEach((name, url) -> out.printf("  queue %s: %s%n", name, url));
      out.printf("  log: %s%n", deployment.logCommand("handler"));
    }
    refused
        .function()
        .ifPresent(
            function -> {
              out.printf("  refusals: s3://%s/refused/%n", function.bucket());
              out.printf("  log of the documents: %s%n", deployment.logCommand("documents"));
            });
  }
}
