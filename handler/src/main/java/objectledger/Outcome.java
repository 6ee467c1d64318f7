package objectledger;

import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.aws.FailureClassifier;
import objectledger.json.JsonText;
import objectledger.lambda.FailureKind;
import objectledger.lambda.Log;

/** How it went with one event. */
sealed interface Outcome {

  /**
   * Writes its line of the log.
   *
   * @param messageId of the message that the event came in; empty where it came without. It is what
   *     leads from a dead letter, which has no cause, to its cause
   */
  default void writeTo(Log log, String messageId) {
    var facts = new LinkedHashMap<String, Object>();
    if (!messageId.isEmpty()) {
      facts.put("message_id", messageId);
    }
    switch (this) {
      case Recorded recorded -> {
        facts.putAll(recorded.record().summary());
        log.info("recorded", facts);
      }
      case Duplicate duplicate -> {
        facts.putAll(duplicate.record().summary());
        log.info("recorded before", facts);
      }
      case Skipped ignored -> {
        facts.put("reason", ignored.reason());
        log.info("ignored", facts);
      }
      case Failed failed -> {
        facts.putAll(failed.summary());
        log.error("not recorded", facts);
      }
    }
  }

  /** Its record was written. */
  record Recorded(LedgerRecord record) implements Outcome {}

  /** Its record was there already. */
  record Duplicate(LedgerRecord record) implements Outcome {}

  /** There is nothing to record, and nothing wrong. */
  record Skipped(String reason) implements Outcome {}

  /**
   * It has no record.
   *
   * @param label the object, or the place in the payload where no object could be read; quoted
   * @param kind what kind of failure it is
   * @param cause what went wrong, in one line
   */
  record Failed(String label, FailureKind kind, String cause) implements Outcome {

    static Failed of(String subject, RuntimeException e) {
      return new Failed(
          JsonText.quote(subject), FailureClassifier.kindOf(e), JsonText.oneLine(e.getMessage()));
    }

    /** For the log: what, of which kind and why. */
    Map<String, Object> summary() {
      var summary = new LinkedHashMap<String, Object>();
      summary.put("object", label);
      summary.put("fault", kind);
      summary.put("cause", cause);
      return summary;
    }

    @Override
    public String toString() {
      return "%s %s: %s".formatted(label, kind, cause);
    }
  }
}
