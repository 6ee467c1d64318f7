package objectledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import objectledger.aws.FailureClassifier;
import objectledger.json.JsonText;
import objectledger.lambda.FailureKind;
import objectledger.lambda.Log;

/** The result for one event. */
sealed interface Outcome {

  /**
   * Writes the log line of the event.
   *
   * @param messageId of the SQS message that contained the event; empty if there is none. A dead
   *     letter has no cause, and is found in the log by this id
   */
  default void writeTo(Log log, String messageId) {
    var fields = new LinkedHashMap<String, Object>();
    if (!messageId.isEmpty()) {
      fields.put("message_id", messageId);
    }
    switch (this) {
      case Recorded recorded -> {
        fields.putAll(recorded.record().summary());
        log.info("recorded", fields, recorded.record().time());
      }
      case Duplicate duplicate -> {
        fields.putAll(duplicate.record().summary());
        log.info("recorded before", fields);
      }
      case Skipped ignored -> {
        fields.put("reason", ignored.reason());
        log.info("ignored", fields);
      }
      case Failed failed -> {
        fields.putAll(failed.summary());
        log.error("not recorded", fields);
      }
    }
  }

  /** The failure of a task; empty if it succeeds. */
  static Optional<Failed> failureOf(String label, Runnable task) {
    try {
      task.run();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(Failed.of(label, e));
    }
  }

  /** The record was written. */
  record Recorded(LedgerRecord record) implements Outcome {}

  /** The record existed. */
  record Duplicate(LedgerRecord record) implements Outcome {}

  /** There is nothing to record, and no failure. */
  record Skipped(String reason) implements Outcome {}

  /**
   * The event was not recorded.
   *
   * @param label of the object, or the path in the payload if no object could be read; quoted
   * @param kind of the failure
   * @param cause of the failure, in one line
   */
  record Failed(String label, FailureKind kind, String cause) implements Outcome {

    static Failed of(String subject, RuntimeException e) {
      return new Failed(
          JsonText.quote(subject), FailureClassifier.kindOf(e), JsonText.oneLine(e.getMessage()));
    }

    /** The fields of the log line. */
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
