package objectledger;

import java.time.InstantSource;
import java.util.Map;
import objectledger.aws.FailureClassifier;
import objectledger.aws.S3Api;
import objectledger.lambda.Deadline;
import objectledger.lambda.Pause;
import objectledger.parameters.Parameters;
import objectledger.workflow.CallMarker;
import objectledger.workflow.WorkflowCall;

/** What follows a record that is in the journal: nothing, or a call. */
@FunctionalInterface
interface FollowUp {
  FollowUp NONE = (record, deadline) -> {};

  /**
   * Does what follows; doing it again does nothing.
   *
   * @throws RuntimeException if it could not be done, of which {@link FailureClassifier} says the
   *     kind
   */
  void after(LedgerRecord record, Deadline deadline);

  /** What the settings ask for. */
  static FollowUp of(Settings settings, S3Api s3, Pause pause, Map<String, String> environment) {
    return settings
        .workflow()
        .map(
            workflow ->
                new WorkflowCall(
                    workflow,
                    new CallMarker(settings.ledger(s3), pause, InstantSource.system()),
                    Parameters.of(
                        settings.parameterContext(),
                        settings.parameterCache(),
                        settings.region(),
                        environment),
                    pause,
                    InstantSource.system()))
        .map(FollowUp::of)
        .orElse(NONE);
  }

  /** The call of a workflow. */
  static FollowUp of(WorkflowCall call) {
    return (record, deadline) -> call.after(record.createdObject(), deadline);
  }
}
