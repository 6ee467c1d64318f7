package objectledger.ops.failures;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;

/** Messages that nobody else receives while they are held, however long that takes. */
final class VisibilityLease implements AutoCloseable {
  private final FailureQueue queue;
  private final Duration time;
  private final Map<String, FailureQueue.Message> messages = new ConcurrentHashMap<>();
  private final Thread keeper;

  /**
   * Holds messages of one queue.
   *
   * @param time for which they are hidden at a time: if this process is killed, they stay hidden
   *     for no longer
   */
  VisibilityLease(FailureQueue queue, Duration time) {
    this.queue = queue;
    this.time = time;
    this.keeper = Thread.ofVirtual().start(this::keepHidden);
  }

  /** Up to ten more messages; none where there are none. */
  List<FailureQueue.Message> receive() {
    var received = queue.receive(time);
    received.forEach(message -> messages.put(message.id(), message));
    return received;
  }

  /** Removes a message from its queue, for good. */
  void remove(FailureQueue.Message message) {
    messages.remove(message.id());
    queue.remove(message);
  }

  /** How many are held. */
  int size() {
    return messages.size();
  }

  /** Shows everything that is still held to others again. */
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
        // Two more times before they would be seen.
      }
    }
  }
}
