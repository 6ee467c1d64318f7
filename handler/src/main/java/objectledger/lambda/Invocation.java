package objectledger.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.util.function.IntSupplier;

/**
 * One invocation of a function.
 *
 * @param remainingMillis the time left according to Lambda
 * @param isByTool whether an operator's tool made it, and not a trigger
 */
public record Invocation(IntSupplier remainingMillis, boolean isByTool) {
  /**
   * The member of the client context that the tools send. Lambda passes a client context on in
   * synchronous invocations, which no trigger but a queue makes, and a queue sends none.
   */
  public static final String TOOL = "object-ledger-tool";

  /** What the function does in an invocation. */
  @FunctionalInterface
  public interface Work {
    void run(Deadline deadline) throws IOException;
  }

  public static Invocation of(Context context) {
    return new Invocation(context::getRemainingTimeInMillis, isByTool(context));
  }

  private static boolean isByTool(Context context) {
    // Both are null where the caller sent none.
    var client = context.getClientContext();
    return client != null && client.getCustom() != null && client.getCustom().containsKey(TOOL);
  }

  /** Does the work, and tells the log's observer when it has ended, in whichever way. */
  public void run(Log log, Work work) throws IOException {
    try {
      work.run(new Deadline(remainingMillis));
    } finally {
      log.end(Math.max(0, remainingMillis.getAsInt()), isByTool);
    }
  }
}
