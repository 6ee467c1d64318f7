package objectledger;

import java.time.InstantSource;
import java.util.Map;
import objectledger.aws.FailureClassifier;
import objectledger.aws.S3Api;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.parameters.ParameterProvider;
import objectledger.workflow.CallClaims;
import objectledger.workflow.WorkflowInvoker;

/** What follows a record that is in the journal: nothing, or a call. */
@FunctionalInterface
interface SuccessHandler {
  SuccessHandler NONE = (record, deadline) -> {};

  /**
   * Does what follows; doing it again does nothing.
   *
   * @throws RuntimeException if it could not be done, of which {@link FailureClassifier} says the
   *     kind
   */
  void onRecorded(LedgerRecord record, Deadline deadline);

  /** What the settings ask for. */
  static SuccessHandler of(
      LedgerSettings settings, S3Api s3, Backoff pause, Map<String, String> environment) {
    return settings
        .workflow()
        .map(
            workflow ->
                new WorkflowInvoker(
                    workflow,
                    new CallClaims(settings.ledger(s3), pause, InstantSource.system()),
                    ParameterProvider.of(
                        settings.parameterContext(),
                        settings.parameterCache(),
                        settings.region(),
                        environment),
                    pause,
                    InstantSource.system()))
        .map(SuccessHandler::of)
        .orElse(NONE);
  }

  /** The call of a workflow. */
  static SuccessHandler of(WorkflowInvoker call) {
    return (record, deadline) -> call.callFor(record.createdObject(), deadline);
  }
}
