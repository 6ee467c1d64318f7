package objectledger.ops.failures;

import java.time.Instant;
import java.util.Map;

/**
 * A message whose cause only the function's log has. Its content is not kept, because a queue may
 * have many.
 *
 * @param events the objects that it speaks of, quoted, and when
 */
record SilentMessage(
    FailureQueue.Message message, VisibilityLease lease, Map<String, Instant> events) {

  static SilentMessage of(FailureQueue.Message message, VisibilityLease lease) {
    return new SilentMessage(message.withoutContent(), lease, FailureReader.events(message));
  }

  /** The message with the cause that the log has of it. */
  FailedMessage with(String cause) {
    return new FailedMessage(message, lease, FailureReader.failures(message, events, cause));
  }
}
