package objectledger.ops.failures;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import objectledger.ops.CommandException;
import objectledger.ops.FailureReport;

/**
 * Lists the messages of the failure queues and leaves them there. On request it deletes those that
 * can never be recorded, if they are exactly those that a list has shown.
 */
final class FailureList implements AutoCloseable {
  /** The visibility timeout, which matters only if the command is killed. */
  private static final Duration HIDDEN = Duration.ofMinutes(2);

  private final BiFunction<Set<String>, Instant, Map<String, String>> log;
  private final MessageFilter filter;
  private final int limit;
  private final Map<FailureQueue, VisibilityLease> leases = new LinkedHashMap<>();

  /**
   * A list of the messages of some queues, which are invisible to other consumers until it is
   * closed.
   *
   * @param filter which of the messages to list
   * @param log finds causes by message id, of messages that were sent since a time
   * @param limit how many messages of a queue to read
   */
  FailureList(
      List<FailureQueue> queues,
      MessageFilter filter,
      BiFunction<Set<String>, Instant, Map<String, String>> log,
      int limit) {
    this.filter = filter;
    this.log = log;
    this.limit = limit;
    queues.forEach(queue -> leases.put(queue, new VisibilityLease(queue, HIDDEN)));
  }

  /** Prints the messages by cause and returns their number. */
  int print(PrintStream out, boolean all) {
    var entries = entries(out);
    report(out, entries, all);
    var permanent = entries.stream().filter(FailedMessage::isPermanent).toList();
    if (!permanent.isEmpty()) {
      out.printf(
          "%n%s of these messages can never be recorded. To remove exactly those, type the same"
              + " command with:%n  REMOVE=%s%n",
          permanent.size(), FailedMessage.digest(permanent));
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
    var permanent = entries.stream().filter(FailedMessage::isPermanent).toList();
    report(out, permanent, all);
    if (permanent.isEmpty()) {
      throw new CommandException(
          "nothing was removed: every message may still be recorded by make redrive");
    }
    if (!FailedMessage.digest(permanent).equals(seen)) {
      throw new CommandException(
          "nothing was removed: REMOVE=%s belongs to another list. To remove these %s, set REMOVE=%s"
              .formatted(seen, permanent.size(), FailedMessage.digest(permanent)));
    }
    permanent.forEach(FailedMessage::delete);
    return permanent.size();
  }

  /** Makes the messages that were not deleted visible again. */
  @Override
  public void close() {
    leases.values().forEach(VisibilityLease::close);
  }

  private List<FailedMessage> entries(PrintStream out) {
    var counts = new ArrayList<String>();
    var messages = new ReadMessages(filter);
    leases.forEach(
        (queue, holder) -> {
          var size = queue.size();
          var inFlight = queue.inFlight();
          var read = messages.read(holder, limit);
          counts.add(
              queue.name()
                  + " "
                  + read
                  + (read >= limit && size > limit ? " of about " + size : "")
                  + (inFlight > 0 ? " (and " + inFlight + " in flight)" : ""));
        });
    out.printf("messages in the failure queues: %s%n", String.join(", ", counts));
    filter
        .source()
        .ifPresent(source -> out.printf("messages of %s: %s%n", source.inWords(), messages.size()));
    return messages.withCauses(log);
  }

  private void report(PrintStream out, List<FailedMessage> entries, boolean all) {
    new FailureReport(out, filter.sources(), all)
        .print(entries.stream().flatMap(entry -> entry.failures().stream()).toList());
  }
}
