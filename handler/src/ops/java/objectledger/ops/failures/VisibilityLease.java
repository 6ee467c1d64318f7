package objectledger.ops.failures;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keeps received messages invisible to other consumers until it is closed, by renewing their
 * visibility timeout.
 */
final class VisibilityLease implements AutoCloseable {
  private final FailureQueue queue;
  private final Duration time;
  private final Map<String, FailureQueue.Message> messages = new ConcurrentHashMap<>();
  private final Thread keeper;

  /**
   * A lease on messages of one queue.
   *
   * @param time the visibility timeout: if this process is killed, the messages are visible again
   *     after it
   */
  VisibilityLease(FailureQueue queue, Duration time) {
    this.queue = queue;
    this.time = time;
    this.keeper = Thread.ofVirtual().start(this::keepHidden);
  }

  /** Receives up to ten more messages; empty if the queue is empty. */
  List<FailureQueue.Message> receive() {
    var received = queue.receive(time);
    received.forEach(message -> messages.put(message.id(), message));
    return received;
  }

  /** Deletes a message from its queue. */
  void remove(FailureQueue.Message message) {
    messages.remove(message.id());
    queue.remove(message);
  }

  /** Makes the messages that were not deleted visible again. */
  @Override
  public void close() {
    keeper.interrupt();
    try {
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.hide(List.copyOf(messages.values()), Duration.ZERO);
  }

  private void keepHidden() {
    while (true) {
      try {
        Thread.sleep(time.dividedBy(3));
        queue.hide(List.copyOf(messages.values()), time);
      } catch (InterruptedException e) {
        return;
      } catch (SdkException e) {
        // The visibility timeout covers two more attempts.
      }
    }
  }
}
