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
import objectledger.ops.CommandException;
import objectledger.ops.FailedEvent;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;

/**
 * Sends the messages of the failure queues through the alias again and deletes those that are
 * recorded. It can be interrupted and repeated at any time: the other messages become visible
 * again, and an event that is sent twice is recorded once.
 */
final class Redrive {
  private static final Duration VISIBILITY = Duration.ofMinutes(2);
  private static final int WORKERS = 16;
  private static final int ROUND = 10 * WORKERS;

  private final FunctionInvoker alias;
  private final MessageFilter filter;
  private final ShutdownSignal shutdown;
  private final Progress progress;
  private final WorkerPool workers = new WorkerPool(WORKERS);
  private final AtomicInteger recorded = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();
  private final Queue<FailedEvent> failures = new ConcurrentLinkedQueue<>();
  private int expected;

  /**
   * The result.
   *
   * @param recorded messages whose events are recorded, and which are deleted
   * @param left messages that failed again
   * @param untried approximate number of messages that were not tried because of the interruption;
   *     of which source they are was not read
   * @param others messages that the filter left out
   * @param failures events of the messages that failed again
   */
  record Result(int recorded, int left, int untried, int others, List<FailedEvent> failures) {}

  /**
   * A redrive.
   *
   * @param filter which of the messages to send; the others are read, and shown again
   */
  Redrive(FunctionInvoker alias, MessageFilter filter, ShutdownSignal shutdown, Progress progress) {
    this.alias = alias;
    this.filter = filter;
    this.shutdown = shutdown;
    this.progress = progress;
  }

  /**
   * Tries every message of the filter once.
   *
   * @throws CommandException if the alias cannot be invoked at all
   */
  Result run(List<FailureQueue> queues) {
    expected = queues.stream().mapToInt(FailureQueue::size).sum();
    for (var queue : queues) {
      try (var lease = new VisibilityLease(queue, VISIBILITY)) {
        var known = new HashSet<String>();
        while (round(lease, known)) {
          // The next one.
        }
      }
    }
    var untried =
        shutdown.isRequested() ? Math.max(0, expected() - recorded.get() - left.get()) : 0;
    return new Result(recorded.get(), left.get(), untried, others.get(), List.copyOf(failures));
  }

  /**
   * Replays up to 160 messages. Those that failed stay in the lease, so that they are not received
   * again.
   */
  private boolean round(VisibilityLease lease, Set<String> known) {
    var messages = new ArrayList<FailureQueue.Message>();
    while (messages.size() < ROUND && !shutdown.isRequested()) {
      var received = lease.receive(ROUND - messages.size());
      for (var message : received.stream().filter(any -> known.add(any.id())).toList()) {
        if (filter.isWanted(message)) {
          messages.add(message);
        } else {
          others.incrementAndGet();
        }
      }
      if (received.isEmpty()) {
        break;
      }
    }
    workers.forEach(messages, message -> replay(message, lease));
    return !messages.isEmpty() && !shutdown.isRequested();
  }

  private boolean replay(FailureQueue.Message message, VisibilityLease lease) {
    if (shutdown.isRequested()) {
      return false;
    }
    var problem = answer(message).problem();
    if (problem.isPresent()) {
      failures.addAll(FailureReader.failures(message, problem.get()));
      left.incrementAndGet();
    } else {
      lease.remove(message);
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
      shutdown.request();
      throw e;
    }
  }

  private String line() {
    return "redrive: %s of %s recorded, %s not"
        .formatted(recorded.get(), Math.max(expected(), recorded.get() + left.get()), left.get());
  }

  private int expected() {
    return expected - others.get();
  }
}
