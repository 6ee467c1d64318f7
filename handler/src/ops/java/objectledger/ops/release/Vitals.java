package objectledger.ops.release;

import java.util.Map;

/** What a watch looks at. */
interface Vitals {
  /** The alarms that ring, each with why. */
  Map<String, String> ringing();

  /** What became of the canary's share of the events so far. */
  CloudWatch.Count canary();

  /** What the alias means now. */
  Versions versions();
}
