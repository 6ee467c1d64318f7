package objectledger.ops.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import objectledger.ops.DeployedStack;

/** Everything that is asked of a stack. */
final class StackQuestions {
  private final Asked asked;
  private final DeployedStack stack;
  private final List<Question> questions = new ArrayList<>();

  /**
   * The questions.
   *
   * @param queue the URL of the trigger's queue; empty if the stack has none
   */
  static List<Question> of(Asked asked, String queue) {
    var all = new StackQuestions(asked);
    all.functions();
    all.triggers();
    all.queues(queue);
    all.failures();
    all.ask(Part.ALARMS, "alarms", () -> new AlarmRows(asked).rows());
    all.sources();
    return all.questions;
  }

  private StackQuestions(Asked asked) {
    this.asked = asked;
    this.stack = asked.stack();
  }

  private void ask(Part part, String name, Callable<List<Row>> rows) {
    questions.add(new Question(part, name, rows));
  }

  private void functions() {
    function("handler", stack.functionName());
    stack.documents().ifPresent(function -> function("documents", function.name()));
    stack.changes().ifPresent(function -> function("changes", function.name()));
  }

  private void function(String name, String function) {
    ask(Part.FUNCTIONS, name, () -> List.of(new FunctionRow(asked, name, function).row()));
  }

  private void triggers() {
    for (var source : stack.stack().sources().all()) {
      ask(Part.TRIGGERS, source.label(), () -> List.of(new NotificationRow(asked, source).row()));
    }
    for (var mapping : asked.resources("aws_lambda_event_source_mapping")) {
      ask(
          Part.TRIGGERS,
          MappingRow.name(mapping),
          () -> List.of(new MappingRow(asked, mapping).row()));
    }
    for (var rule : asked.resources("aws_cloudwatch_event_rule")) {
      ask(Part.TRIGGERS, rule.text("name"), () -> List.of(new RuleRow(asked, rule).row()));
    }
  }

  /** The failure queues of all functions of a stack. */
  static Map<String, String> failureQueues(DeployedStack stack) {
    var queues = new LinkedHashMap<>(stack.failureQueues());
    stack.documents().ifPresent(function -> queues.putAll(function.failureQueues()));
    stack.changes().ifPresent(function -> queues.putAll(function.failureQueues()));
    return queues;
  }

  private void queues(String queue) {
    if (!queue.isEmpty()) {
      queue("events", queue, false);
    }
    failureQueues(stack).forEach((name, url) -> queue("failed: " + name, url, true));
  }

  private void queue(String name, String url, boolean isOfFailures) {
    ask(Part.QUEUES, name, () -> List.of(new QueueRow(asked, name, url, isOfFailures).row()));
  }

  private void failures() {
    var rows = new FailureRows(asked);
    failureQueues(stack)
        .forEach((name, url) -> ask(Part.FAILURES, name, () -> rows.ofQueue(name, url)));
    stack
        .documents()
        .ifPresent(
            function ->
                ask(
                    Part.FAILURES,
                    "documents",
                    () -> rows.ofBucket("documents", function.bucket(), List.of("refused/"))));
    stack
        .changes()
        .ifPresent(
            function ->
                ask(
                    Part.FAILURES,
                    "changes",
                    () ->
                        rows.ofBucket("changes", function.bucket(), List.of("aws/", "refused/"))));
  }

  private void sources() {
    for (var source : stack.stack().sources().all()) {
      ask(Part.RECORDS, source.label(), () -> List.of(new RecordRow(asked, source).row()));
    }
    for (var source : stack.stack().sources().all()) {
      ask(Part.VERIFY, source.label(), () -> List.of(new VerifyRow(asked, source).row()));
    }
  }
}
