package objectledger.startup;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sizes the young generation of the heap by one full collection. The serial collector resizes it
 * only then, and starts with a young generation that is smaller than the records of a batch. They
 * would all be promoted, and the old generation would grow to the memory limit of the function
 * before it is collected. After one full collection the young generation has a third of the heap,
 * batches fit into it, and the memory in use stays the same.
 */
public final class YoungGeneration {
  /**
   * Used memory: a few thousand records are in the old generation by then. A start uses far less.
   */
  private static final long WORTH_IT = 48L << 20;

  private static final AtomicBoolean RESIZED = new AtomicBoolean();

  private YoungGeneration() {}

  /**
   * Collects once in the life of the process, as soon as it is worth the 20 ms that it takes: the
   * heap is the process's, whoever calls.
   */
  public static void resizeOnce() {
    var runtime = Runtime.getRuntime();
    if (!RESIZED.get()
        && runtime.totalMemory() - runtime.freeMemory() > WORTH_IT
        && RESIZED.compareAndSet(false, true)) {
      System.gc();
    }
  }
}
