package objectledger.ops.failures;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import objectledger.lambda.Sha256;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.FailedEvent;
import objectledger.ops.FailureReport;

/**
 * Lists what the failure queues of a stack keep, and leaves everything as it is. What can never be
 * recorded is removed on request, and only if it is exactly what a list has shown.
 */
final class FailureList implements AutoCloseable {
  /** Hidden for so long, if the tool is killed before it can show them again. */
  private static final Duration HIDDEN = Duration.ofMinutes(2);

  private static final int DIGEST_LENGTH = 12;

  private final BiFunction<Set<String>, Instant, Map<String, String>> log;
  private final int limit;
  private final Map<FailureQueue, VisibilityLease> held = new LinkedHashMap<>();

  /**
   * A message and what is known of it.
   *
   * @param queue that it is held in
   */
  private record Entry(
      VisibilityLease queue, FailureQueue.Message message, List<FailedEvent> failures) {
    boolean isPermanent() {
      return failures.stream().allMatch(FailedEvent::isPermanent);
    }
  }

  /**
   * A list of the messages of some queues, which are hidden from others until it is closed.
   *
   * @param log finds causes by message id, of messages that were sent since a time
   * @param limit how many messages of a queue to read
   */
  FailureList(
      List<FailureQueue> queues,
      BiFunction<Set<String>, Instant, Map<String, String>> log,
      int limit) {
    this.log = log;
    this.limit = limit;
    queues.forEach(queue -> held.put(queue, new VisibilityLease(queue, HIDDEN)));
  }

  /** Prints the messages by cause, and gives their number. */
  int print(PrintStream out, boolean all) {
    var entries = entries(out);
    report(out, entries, all);
    var permanent = entries.stream().filter(Entry::isPermanent).toList();
    if (!permanent.isEmpty()) {
      out.printf(
          "%n%s of these messages can never be recorded. To remove exactly those, type the same"
              + " command with:%n  REMOVE=%s%n",
          permanent.size(), digest(permanent));
    }
    return entries.size();
  }

  /**
   * Removes the messages that can never be recorded, and prints which.
   *
   * @param seen the digest that a list has printed for exactly these messages
   * @throws CommandException if the messages that can never be recorded are others by now
   */
  int remove(PrintStream out, String seen, boolean all) {
    var entries = entries(out);
    var permanent = entries.stream().filter(Entry::isPermanent).toList();
    report(out, permanent, all);
    if (permanent.isEmpty()) {
      throw new CommandException(
          "no message is one that can never be recorded: nothing was removed");
    }
    if (!digest(permanent).equals(seen)) {
      throw new CommandException(
          "nothing was removed: REMOVE=%s is of another list. If all of these %s may go: REMOVE=%s"
              .formatted(seen, permanent.size(), digest(permanent)));
    }
    permanent.forEach(entry -> entry.queue().remove(entry.message()));
    return permanent.size();
  }

  /** Shows every message that was not removed to others again. */
  @Override
  public void close() {
    held.values().forEach(VisibilityLease::close);
  }

  private List<Entry> entries(PrintStream out) {
    var counts = new ArrayList<String>();
    var messages = new LinkedHashMap<FailureQueue.Message, VisibilityLease>();
    held.forEach(
        (queue, holder) -> {
          var size = queue.size();
          var inFlight = queue.inFlight();
          var read = read(holder);
          read.forEach(message -> messages.put(message, holder));
          counts.add(
              queue.name()
                  + " "
                  + read.size()
                  + (read.size() >= limit && size > limit ? " of about " + size : "")
                  + (inFlight > 0 ? " (and " + inFlight + " that somebody is at work at)" : ""));
        });
    out.printf("messages in the failure queues: %s%n", String.join(", ", counts));
    var logged = logged(messages.keySet());
    return messages.entrySet().stream()
        .map(e -> new Entry(e.getValue(), e.getKey(), failures(e.getKey(), logged)))
        .toList();
  }

  /** Every message once: they are held until the list is closed. */
  private List<FailureQueue.Message> read(VisibilityLease queue) {
    var messages = new LinkedHashMap<String, FailureQueue.Message>();
    var received = queue.receive();
    while (!received.isEmpty()) {
      received.forEach(message -> messages.put(message.id(), message));
      received = messages.size() < limit ? queue.receive() : List.of();
    }
    return List.copyOf(messages.values());
  }

  /** What the log says of the messages that do not say their cause themselves. */
  private Map<String, String> logged(Set<FailureQueue.Message> messages) {
    var silent =
        messages.stream()
            .filter(message -> FailureReader.causeIn(message).isEmpty())
            .collect(Collectors.toMap(FailureQueue.Message::id, FailureQueue.Message::sent));
    return silent.isEmpty()
        ? Map.of()
        : log.apply(silent.keySet(), silent.values().stream().min(Instant::compareTo).get());
  }

  private static List<FailedEvent> failures(
      FailureQueue.Message message, Map<String, String> logged) {
    var cause =
        FailureReader.causeIn(message)
            .orElseGet(() -> logged.getOrDefault(message.id(), "the log says no cause of it"));
    return FailureReader.failures(message, cause);
  }

  private static void report(PrintStream out, List<Entry> entries, boolean all) {
    FailureReport.print(
        out, entries.stream().flatMap(entry -> entry.failures().stream()).toList(), all);
  }

  /** Of the messages' ids: another message, or one less, gives another. */
  private static String digest(List<Entry> entries) {
    var ids =
        entries.stream()
            .map(entry -> entry.message().id())
            .sorted()
            .collect(Collectors.joining("\n"));
    return Sha256.hex(ids.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_LENGTH);
  }

  /** Where to look further: the names that other tools need. */
  static void printPlaces(PrintStream out, DeployedStack deployment) {
    out.println("to look further:");
    deployment.failureQueues().forEach((name, url) -> out.printf("  queue %s: %s%n", name, url));
    out.printf("  log: %s%n", deployment.logCommand());
  }

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, FailureList::list);
  }

  private static int list(DeployedStack deployment) {
    try (var sqs = deployment.clients().sqs();
        var list =
            new FailureList(
                SqsQueue.of(deployment, sqs),
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
