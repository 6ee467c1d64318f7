package objectledger.ops.cost;

/**
 * A trigger as it is set.
 *
 * @param label in the tables
 * @param way of delivery, which has its price
 * @param batch the most objects of an invocation
 * @param windowSeconds for which a batch of a queue is collected
 * @param atMost invocations at once: of the queue's mapping, or of the account
 */
public record LoadCase(
    String label, TriggerVariant way, int batch, double windowSeconds, int atMost) {
  /** Lambda's concurrency in an account, where it was not raised. */
  static final int ACCOUNT = 1_000;

  /** The stack's defaults: queue.batch_size and queue.maximum_concurrency. */
  private static final int BATCH = 100;

  private static final int MAXIMUM_CONCURRENCY = 10;
  private static final int BATCH_WITHOUT_WINDOW = 10;

  /** One invocation for each object, with so many instances at most. */
  public static LoadCase single(TriggerVariant way, int atMost) {
    return new LoadCase(way.label, way, way.batch, 0, atMost);
  }

  /** The stack's queue. Batches of more than 10 messages need a window. */
  public static LoadCase queue(int windowSeconds) {
    var batch = windowSeconds == 0 ? BATCH_WITHOUT_WINDOW : BATCH;
    var label =
        windowSeconds == 0
            ? "queue, no window, %s a batch".formatted(batch)
            : "queue, window of %s s, %s a batch".formatted(windowSeconds, batch);
    return new LoadCase(label, TriggerVariant.QUEUE_100, batch, windowSeconds, MAXIMUM_CONCURRENCY);
  }

  public boolean isQueue() {
    return way.isQueue();
  }

  /** Objects a second at which all that may work at once are busy all the time. */
  double saturation() {
    return atMost * batch / Cost.seconds(batch, false);
  }
}
