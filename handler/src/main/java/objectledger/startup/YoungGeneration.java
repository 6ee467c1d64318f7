package objectledger.startup;

/**
 * Gives the young part of the heap its size. The serial collector does that only when it collects
 * everything, and begins with a part so small that the records of one batch do not fit: all of them
 * move to the old part, which grows to the limit of the function's memory before anything collects
 * it. One collection, as soon as there is something to collect, gives the young part a third of the
 * heap; from then on batches come and go in it, and the memory stays as it is.
 */
public final class YoungGeneration {
  /** In use: some thousand records are in the old part by then. A start leaves far less. */
  private static final long WORTH_IT = 48L << 20;

  private boolean sized;

  /** Collects once, when it is worth some 20 ms. */
  public void size() {
    var runtime = Runtime.getRuntime();
    if (!sized && runtime.totalMemory() - runtime.freeMemory() > WORTH_IT) {
      sized = true;
      System.gc();
    }
  }
}
