package objectledger;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Lists what the failure queues of a stack keep, and leaves everything as it is. */
final class FailureList {
  /** Hidden for so long, if the tool is killed before it can show them again. */
  private static final Duration HIDDEN = Duration.ofMinutes(2);

  private final List<FailureQueue> queues;
  private final BiFunction<Set<String>, Instant, Map<String, String>> log;
  private final int limit;

  /**
   * @param log finds causes by message id, of messages that were sent since a time
   * @param limit how many messages of a queue to read
   */
  FailureList(
      List<FailureQueue> queues,
      BiFunction<Set<String>, Instant, Map<String, String>> log,
      int limit) {
    this.queues = queues;
    this.log = log;
    this.limit = limit;
  }

  /** Prints the messages by cause, and gives their number. */
  int print(PrintStream out, boolean all) {
    var counts = new ArrayList<String>();
    var failures = new ArrayList<Failure>();
    var total = 0;
    for (var queue : queues) {
      var size = queue.size();
      var inFlight = queue.inFlight();
      var messages = read(queue);
      failures.addAll(failures(messages));
      total += messages.size();
      counts.add(
          queue.name()
              + " "
              + messages.size()
              + (messages.size() >= limit && size > limit ? " of about " + size : "")
              + (inFlight > 0 ? " (and " + inFlight + " that somebody is at work at)" : ""));
    }
    out.printf("messages in the failure queues: %s%n", String.join(", ", counts));
    FailureReport.print(out, failures, all);
    return total;
  }

  /** Every message once: they are held until the last one is read. */
  private List<FailureQueue.Message> read(FailureQueue queue) {
    var messages = new LinkedHashMap<String, FailureQueue.Message>();
    try (var held = new Held(queue, HIDDEN)) {
      var received = held.receive();
      while (!received.isEmpty()) {
        received.forEach(message -> messages.put(message.id(), message));
        received = messages.size() < limit ? held.receive() : List.of();
      }
    }
    return List.copyOf(messages.values());
  }

  private List<Failure> failures(List<FailureQueue.Message> messages) {
    var silent =
        messages.stream()
            .filter(message -> FailureReader.causeIn(message).isEmpty())
            .collect(Collectors.toMap(FailureQueue.Message::id, FailureQueue.Message::sent));
    var logged =
        silent.isEmpty()
            ? Map.<String, String>of()
            : log.apply(silent.keySet(), silent.values().stream().min(Instant::compareTo).get());
    return messages.stream()
        .flatMap(
            message ->
                FailureReader.failures(
                    message,
                    FailureReader.causeIn(message)
                        .orElseGet(
                            () -> logged.getOrDefault(message.id(), "the log says no cause of it")))
                    .stream())
        .toList();
  }

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Tool.main(arguments, FailureList::list);
  }

  private static int list(Deployment deployment) {
    try (var sqs = deployment.sqs()) {
      var list =
          new FailureList(
              deployment.queues(sqs), deployment.log()::causes, Tool.number("LIMIT", 10_000));
      var messages = list.print(System.out, Tool.isSet("ALL"));
      if (Tool.isSet("DRY_RUN")) {
        System.out.printf(
            "%nmake redrive would send %s through %s, and remove what is recorded then%n",
            messages == 1 ? "this message" : "these " + messages + " messages",
            deployment.liveArn());
      }
      if (messages > 0) {
        System.out.printf("%nnothing was removed, and every message can be received again%n");
      }
      return 0;
    }
  }
}
