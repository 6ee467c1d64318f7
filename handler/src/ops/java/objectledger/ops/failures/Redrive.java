package objectledger.ops.failures;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.lambda.WorkerPool;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.FailedEvent;
import objectledger.ops.FailureReport;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;

/**
 * Sends what the failure queues keep through the alias again, and removes what was recorded. All
 * else is shown again in the end, and what is sent twice is recorded once: it can be interrupted
 * and repeated at any time.
 */
final class Redrive {
  private static final Duration HIDDEN = Duration.ofMinutes(2);
  private static final int AT_ONCE = 16;
  private static final int ROUND = 10 * AT_ONCE;

  private final FunctionInvoker alias;
  private final ShutdownSignal interruption;
  private final Progress progress;
  private final WorkerPool crew = new WorkerPool(AT_ONCE);
  private final AtomicInteger recorded = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  private final Queue<FailedEvent> failures = new ConcurrentLinkedQueue<>();
  private int expected;

  /**
   * What came of it.
   *
   * @param recorded messages whose events are recorded, and which are removed
   * @param left messages that were tried in vain
   * @param untried about how many messages the interruption left untried
   * @param failures what is in those that were tried in vain
   */
  record Result(int recorded, int left, int untried, List<FailedEvent> failures) {}

  Redrive(FunctionInvoker alias, ShutdownSignal interruption, Progress progress) {
    this.alias = alias;
    this.interruption = interruption;
    this.progress = progress;
  }

  /**
   * Tries every message once.
   *
   * @throws CommandException if the alias cannot be invoked at all
   */
  Result run(List<FailureQueue> queues) {
    expected = queues.stream().mapToInt(FailureQueue::size).sum();
    for (var queue : queues) {
      try (var held = new VisibilityLease(queue, HIDDEN)) {
        var known = new HashSet<String>();
        while (round(held, known)) {
          // The next one.
        }
      }
    }
    var untried = interruption.isAsked() ? Math.max(0, expected - recorded.get() - left.get()) : 0;
    return new Result(recorded.get(), left.get(), untried, List.copyOf(failures));
  }

  /** Some messages at once. Those that failed stay held, so that none comes a second time. */
  private boolean round(VisibilityLease held, Set<String> known) {
    var messages = new ArrayList<FailureQueue.Message>();
    while (messages.size() < ROUND && !interruption.isAsked()) {
      var received = held.receive();
      received.stream().filter(message -> known.add(message.id())).forEach(messages::add);
      if (received.isEmpty()) {
        break;
      }
    }
    crew.forEach(messages, message -> replay(message, held));
    return !messages.isEmpty() && !interruption.isAsked();
  }

  private boolean replay(FailureQueue.Message message, VisibilityLease held) {
    if (interruption.isAsked()) {
      return false;
    }
    var problem = answer(message).problem();
    if (problem.isPresent()) {
      failures.addAll(FailureReader.failures(message, problem.get()));
      left.incrementAndGet();
    } else {
      held.remove(message);
      recorded.incrementAndGet();
    }
    progress.show(this::line);
    return problem.isEmpty();
  }

  private FunctionInvoker.Response answer(FailureQueue.Message message) {
    try {
      return alias.invoke(message.body().getBytes(StandardCharsets.UTF_8));
    } catch (CommandException e) {
      // Lambda would refuse the others, too.
      interruption.ask();
      throw e;
    }
  }

  private String line() {
    return "redrive: %s of %s recorded, %s not"
        .formatted(recorded.get(), Math.max(expected, recorded.get() + left.get()), left.get());
  }

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, Redrive::redrive);
  }

  private static int redrive(DeployedStack deployment) {
    var started = System.nanoTime();
    var progress = Progress.onStandardOutput();
    try (var interruption = ShutdownSignal.ofThisProcess();
        var sqs = deployment.clients().sqs()) {
      var result =
          new Redrive(deployment.live(), interruption, progress).run(SqsQueue.of(deployment, sqs));
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
