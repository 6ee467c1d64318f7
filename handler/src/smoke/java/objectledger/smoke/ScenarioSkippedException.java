package objectledger.smoke;

/** Ends a scenario on a source that does not allow it; the message says why. */
final class ScenarioSkippedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ScenarioSkippedException(String reason) {
    super(reason);
  }

  /** Goes on with the scenario only if the condition holds. */
  static void unless(boolean condition, String reason) {
    if (!condition) {
      throw new ScenarioSkippedException(reason);
    }
  }
}
