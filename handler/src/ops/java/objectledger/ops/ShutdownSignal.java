package objectledger.ops;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A requested shutdown, as by Ctrl-C. The shutdown hook sets the signal and delays the end of the
 * process until the command has finished what is in flight, released the rest and printed its
 * result.
 */
public final class ShutdownSignal implements AutoCloseable {
  /** A call of the function can take 15 minutes. */
  private static final int PATIENCE_MINUTES = 16;

  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean requested;

  /** The signal that Ctrl-C, or SIGTERM, sets. */
  public static ShutdownSignal ofThisProcess() {
    var shutdown = new ShutdownSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::requestAndWait, "interruption"));
    return shutdown;
  }

  /** Whether the command should end. */
  public boolean isRequested() {
    return requested;
  }

  public void request() {
    requested = true;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void requestAndWait() {
    request();
    try {
      closed.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
