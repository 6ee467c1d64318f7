package objectledger;

import java.util.Map;
import objectledger.aws.FailureClassifier;
import objectledger.aws.S3Api;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.parameters.ParameterProvider;
import objectledger.workflow.WorkflowInvoker;

/**
 * What follows a written record: the call of the workflow, or nothing. It also runs for a
 * duplicate.
 */
@FunctionalInterface
interface SuccessHandler {
  SuccessHandler NONE = (record, deadline) -> {};

  /**
   * Handles a written record. It is idempotent.
   *
   * @throws RuntimeException on failure; {@link FailureClassifier} finds its kind
   */
  void onRecorded(LedgerRecord record, Deadline deadline);

  /** The handler that the settings ask for. */
  static SuccessHandler of(
      LedgerSettings settings, S3Api s3, Backoff backoff, Map<String, String> environment) {
    if (settings.workflow().isEmpty()) {
      return NONE;
    }
    var parameters = ParameterProvider.of(settings.parameters(), settings.region(), environment);
    var workflow = settings.workflow().get();
    return of(WorkflowInvoker.of(workflow, settings.ledger(s3), parameters, backoff));
  }

  /** The handler that calls the workflow. */
  static SuccessHandler of(WorkflowInvoker call) {
    return (record, deadline) -> call.callFor(record.createdObject(), deadline);
  }
}
