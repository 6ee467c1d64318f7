package objectledger.ops.cost;

import java.util.Arrays;

/** How long each object of a run took from its put to its record, in seconds. */
public final class Latencies {
  private double[] seconds = new double[1_024];
  private int size;

  public void add(double latency) {
    if (size == seconds.length) {
      seconds = Arrays.copyOf(seconds, 2 * size);
    }
    seconds[size++] = latency;
  }

  public int size() {
    return size;
  }

  /** The latency that this share of the objects did not exceed. */
  public double quantile(double share) {
    if (size == 0) {
      throw new IllegalStateException("nothing was recorded");
    }
    var sorted = Arrays.copyOf(seconds, size);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * size) - 1)];
  }
}
