package objectledger.ops;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as a question: the tool ends what is in flight, puts the rest back and says how far it
 * came, and only then the process ends.
 */
public final class ShutdownSignal implements AutoCloseable {
  /** A call of the function can take 15 minutes. */
  private static final int PATIENCE_MINUTES = 16;

  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean asked;

  /** One that this process's end, by Ctrl-C or a signal, asks. */
  public static ShutdownSignal ofThisProcess() {
    var interruption = new ShutdownSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::askAndWait, "interruption"));
    return interruption;
  }

  /** Whether the tool should come to its end. */
  public boolean isAsked() {
    return asked;
  }

  public void ask() {
    asked = true;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void askAndWait() {
    ask();
    try {
      closed.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
