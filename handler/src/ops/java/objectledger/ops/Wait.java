package objectledger.ops;

import java.util.concurrent.ThreadLocalRandom;

/** What a tool does between two tries: it waits, longer each time, and never all at once. */
public interface Wait {
  /** Waits after so many tries. */
  void after(int tries);

  /** From an eighth of a second to eight seconds. */
  static Wait growing() {
    return tries -> sleep(ThreadLocalRandom.current().nextLong(125, 250) << Math.min(tries - 1, 5));
  }

  /** Sleeps; who interrupts it wants the tool to end. */
  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("it was interrupted while it waited", e);
    }
  }
}
