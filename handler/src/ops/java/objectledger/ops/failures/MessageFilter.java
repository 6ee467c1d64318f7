package objectledger.ops.failures;

import java.util.Optional;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.Source;
import objectledger.ops.Sources;

/**
 * The messages that a command is about: those of one source, or all. A message of which no event
 * can be read belongs to no source.
 *
 * @param sources of the stack
 * @param source the only one whose messages are wanted; empty if all are
 */
record MessageFilter(Sources sources, Optional<Source> source) {
  /** The filter that the setting {@code SOURCE} names. */
  static MessageFilter of(DeployedStack deployment) {
    var sources = deployment.stack().sources();
    var label = Command.setting("SOURCE");
    return label.isEmpty()
        ? all(sources)
        : new MessageFilter(sources, Optional.of(sources.first(label)));
  }

  static MessageFilter all(Sources sources) {
    return new MessageFilter(sources, Optional.empty());
  }

  /** S3 puts events of one bucket into a message, so that the whole message is of its source. */
  boolean isWanted(FailureQueue.Message message) {
    return source.isEmpty() || FailureReader.buckets(message).contains(source.get().bucket());
  }
}
