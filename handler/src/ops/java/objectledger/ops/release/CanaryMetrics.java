package objectledger.ops.release;

import java.util.Map;

/** What a watch looks at. */
interface CanaryMetrics {
  /** The alarms that ring, each with why. */
  Map<String, String> ringing();

  /** What became of the canary's share of the events so far. */
  CloudWatchMetrics.Count canary();

  /** What the alias means now. */
  Versions versions();
}
