package objectledger.ops.release;

import java.util.Map;

/** What a canary is judged by. */
interface CanaryMetrics {
  /**
   * Invocations of a version through the alias.
   *
   * @param errors invocations that ended with an error
   */
  record Count(long invocations, long errors) {}

  /** The alarms in the state ALARM, by name, with the reason. */
  Map<String, String> firing();

  /** The canary's invocations until now. */
  Count canary();

  /** The versions that the alias has now. */
  Versions versions();
}
