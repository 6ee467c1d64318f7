package objectledger.documents;

import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.aws.FailureClassifier;
import objectledger.json.JsonText;
import objectledger.lambda.FailureKind;

/**
 * Why a document was neither stored nor refused.
 *
 * @param label of the object; quoted
 * @param kind of the failure
 * @param cause of the failure, in one line
 */
record Failure(String label, FailureKind kind, String cause) {

  static Failure of(String subject, RuntimeException e) {
    return new Failure(
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
