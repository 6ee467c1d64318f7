package objectledger.ops.failures;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import objectledger.ops.DeployedStack;
import objectledger.ops.FailedEvent;

/** Why the first messages of a failure queue were not recorded, in short. */
public final class FailureCauses {
  /** If this process ends before it gives the messages back, they are visible again after it. */
  private static final Duration HIDDEN = Duration.ofSeconds(10);

  private FailureCauses() {}

  /**
   * A cause, and how many of the events have it.
   *
   * @param text the same for failures with one cause
   */
  public record Cause(String text, long events) {}

  /**
   * The causes of a queue's first messages, the most frequent first. Every message stays in the
   * queue, and is invisible to others only while it is read.
   *
   * @param name of the queue in the stack's outputs
   * @param limit how many messages to read
   */
  public static List<Cause> of(DeployedStack deployment, String name, String url, int limit) {
    try (var sqs = deployment.clients().sqs()) {
      var queue = new SqsQueue(sqs, name, url);
      var wanted = Math.min(limit, queue.size());
      try (var lease = new VisibilityLease(queue, HIDDEN)) {
        return causes(deployment, read(lease, wanted));
      }
    }
  }

  /** Without the last receive, which would wait for a second to see that the queue is empty. */
  private static List<FailureQueue.Message> read(VisibilityLease lease, int wanted) {
    var messages = new ArrayList<FailureQueue.Message>();
    while (messages.size() < wanted) {
      var received = lease.receive();
      if (received.isEmpty()) {
        break;
      }
      messages.addAll(received);
    }
    return messages;
  }

  private static List<Cause> causes(DeployedStack deployment, List<FailureQueue.Message> messages) {
    var silent =
        messages.stream()
            .filter(message -> FailureReader.causeIn(message).isEmpty())
            .collect(toMap(FailureQueue.Message::id, FailureQueue.Message::sent, (a, b) -> a));
    var logged = logged(deployment, silent);
    return messages.stream()
        .flatMap(message -> FailedMessage.failures(message, logged).stream())
        .collect(groupingBy(FailedEvent::cause, counting()))
        .entrySet()
        .stream()
        .map(cause -> new Cause(cause.getKey(), cause.getValue()))
        .sorted(Comparator.comparing(Cause::events).reversed().thenComparing(Cause::text))
        .toList();
  }

  private static Map<String, String> logged(DeployedStack deployment, Map<String, Instant> silent) {
    return silent.isEmpty()
        ? Map.of()
        : FunctionLog.of(deployment)
            .causes(silent.keySet(), silent.values().stream().min(Instant::compareTo).get());
  }
}
