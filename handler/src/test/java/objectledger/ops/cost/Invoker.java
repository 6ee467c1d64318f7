package objectledger.ops.cost;

import java.util.List;

/** What invokes the function: simulated, or in processes. */
@FunctionalInterface
public interface Invoker {
  /**
   * Invokes the function once.
   *
   * @param arrivals when its objects arrived, in seconds since the run began
   * @param done what to run when the function has answered
   */
  void invoke(List<Double> arrivals, Runnable done);
}
