package objectledger.ops.failures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The messages of failure queues that are wanted, without their content, with their causes. */
final class ReadMessages {
  static final String UNKNOWN = "the log has no cause for it";

  private final MessageFilter filter;
  private final List<FailedMessage> failed = new ArrayList<>();
  private final List<SilentMessage> silent = new ArrayList<>();

  ReadMessages(MessageFilter filter) {
    this.filter = filter;
  }

  int size() {
    return failed.size() + silent.size();
  }

  /**
   * Reads a queue to its end, or to the limit. A message that is received twice counts once.
   *
   * @return how many messages were read, wanted or not
   */
  int read(VisibilityLease queue, int limit) {
    var known = new HashSet<String>();
    var received = queue.receive(limit);
    while (!received.isEmpty()) {
      received.stream()
          .filter(message -> known.add(message.id()) && filter.isWanted(message))
          .forEach(message -> add(message, queue));
      received = known.size() < limit ? queue.receive(limit - known.size()) : List.of();
    }
    return known.size();
  }

  private void add(FailureQueue.Message message, VisibilityLease queue) {
    FailureReader.causeIn(message)
        .ifPresentOrElse(
            cause -> failed.add(FailedMessage.of(message, queue, cause)),
            () -> silent.add(SilentMessage.of(message, queue)));
  }

  /**
   * The messages with their causes.
   *
   * @param log finds causes by message id, of messages that were sent since a time; it is asked
   *     once, for the messages that do not contain theirs
   */
  List<FailedMessage> withCauses(BiFunction<Set<String>, Instant, Map<String, String>> log) {
    if (!silent.isEmpty()) {
      var ids = silent.stream().map(each -> each.message().id()).collect(Collectors.toSet());
      var first = silent.stream().map(each -> each.message().sent()).min(Instant::compareTo);
      var logged = log.apply(ids, first.orElseThrow());
      silent.forEach(
          each -> failed.add(each.with(logged.getOrDefault(each.message().id(), UNKNOWN))));
      silent.clear();
    }
    return List.copyOf(failed);
  }
}
