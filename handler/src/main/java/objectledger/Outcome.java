package objectledger;

import java.util.Map;

/** How it went with one event. */
sealed interface Outcome {

  /** Its record was written. */
  record Recorded(LedgerRecord record) implements Outcome {}

  /** Its record was there already. */
  record Duplicate(LedgerRecord record) implements Outcome {}

  /**
   * It has no record.
   *
   * @param subject the object, or the place in the payload where no object could be read; quoted
   * @param fault what kind of failure it is
   * @param cause what went wrong, in words
   */
  record Failed(String subject, Fault fault, String cause) implements Outcome {
    /** For the log: what, of which kind and why. */
    Map<String, Object> summary() {
      return Map.of("object", subject, "fault", fault, "cause", cause);
    }

    @Override
    public String toString() {
      return "%s %s: %s".formatted(subject, fault, cause);
    }
  }
}
