package objectledger.ops.query;

import objectledger.ops.CommandException;
import objectledger.ops.ShutdownSignal;

/** A shutdown was requested while something was copied; the same command goes on from there. */
public final class InterruptedCopyException extends CommandException {
  private static final long serialVersionUID = 1;

  private InterruptedCopyException() {
    super("it was interrupted: the same command continues from here");
  }

  /** Ends the work if a shutdown was requested. */
  public static void throwIf(ShutdownSignal shutdown) {
    if (shutdown.isRequested()) {
      throw new InterruptedCopyException();
    }
  }
}
