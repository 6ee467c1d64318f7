package objectledger.ops.failures;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import objectledger.lambda.Sha256;
import objectledger.ops.FailedEvent;

/**
 * A message of a failure queue with its events.
 *
 * @param lease that it was received with
 */
record FailedMessage(
    FailureQueue.Message message, VisibilityLease lease, List<FailedEvent> failures) {
  private static final int DIGEST_LENGTH = 12;

  /** A message with its cause; its content is not kept, because a queue may have many. */
  static FailedMessage of(FailureQueue.Message message, VisibilityLease lease, String cause) {
    return new FailedMessage(
        message.withoutContent(), lease, FailureReader.failures(message, cause));
  }

  /** The failed events of a message, with the same cause. */
  static List<FailedEvent> failures(FailureQueue.Message message, Map<String, String> logged) {
    var cause =
        FailureReader.causeIn(message)
            .orElseGet(() -> logged.getOrDefault(message.id(), ReadMessages.UNKNOWN));
    return FailureReader.failures(message, cause);
  }

  /** Whether a retry can never succeed for any of its events. */
  boolean isPermanent() {
    return failures.stream().allMatch(FailedEvent::isPermanent);
  }

  /** Deletes it from its queue. */
  void delete() {
    lease.remove(message);
  }

  /** A digest of the messages' ids. */
  static String digest(List<FailedMessage> messages) {
    var ids =
        messages.stream()
            .map(each -> each.message().id())
            .sorted()
            .collect(Collectors.joining("\n"));
    return Sha256.hex(ids.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_LENGTH);
  }
}
