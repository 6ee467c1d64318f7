package objectledger.ops.failures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import objectledger.lambda.WorkerPool;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keeps received messages invisible to other consumers until it is closed, by renewing their
 * visibility timeout. It calls the queue several times at once: one call after the other, each for
 * ten messages, would renew a long queue more slowly than its messages become visible again.
 */
final class VisibilityLease implements AutoCloseable {
  private static final int BATCH = 10;
  private static final int CALLS_AT_ONCE = 16;

  private final FailureQueue queue;
  private final Duration time;
  private final Map<String, FailureQueue.Message> messages = new ConcurrentHashMap<>();
  private final WorkerPool callers = new WorkerPool(CALLS_AT_ONCE);
  private final CountDownLatch closed = new CountDownLatch(1);
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
    received.forEach(message -> messages.put(message.id(), message.withoutContent()));
    return received;
  }

  /**
   * Receives more messages, by up to 16 calls at once; empty if the queue is empty.
   *
   * @param most how many; up to nine more are received
   */
  List<FailureQueue.Message> receive(int most) {
    var calls = Math.clamp(Math.ceilDiv(most, BATCH), 1, CALLS_AT_ONCE);
    return callers.forEach(Collections.nCopies(calls, queue), any -> receive()).stream()
        .flatMap(List::stream)
        .toList();
  }

  /** Deletes a message from its queue. */
  void remove(FailureQueue.Message message) {
    messages.remove(message.id());
    queue.remove(message);
  }

  /** Makes the messages that were not deleted visible again. */
  @Override
  public void close() {
    closed.countDown();
    try {
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hide(Duration.ZERO);
  }

  private void keepHidden() {
    try {
      while (!closed.await(time.toMillis() / 3, TimeUnit.MILLISECONDS)) {
        renew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew() {
    try {
      hide(time);
    } catch (SdkException e) {
      // The visibility timeout covers two more attempts.
    }
  }

  private void hide(Duration hidden) {
    var all = List.copyOf(messages.values());
    var batches = new ArrayList<List<FailureQueue.Message>>();
    for (var from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    var unused =
        callers.forEach(
            batches,
            batch -> {
              queue.hide(batch, hidden);
              return batch.size();
            });
  }
}
