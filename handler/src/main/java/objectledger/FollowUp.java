package objectledger;

import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** What follows a record that is in the journal: nothing, or a call. */
@FunctionalInterface
interface FollowUp {
  FollowUp NONE = (record, deadline) -> {};

  /**
   * Does what follows; doing it again does nothing.
   *
   * @throws RuntimeException if it could not be done, of which {@link Fault} says the kind
   */
  void after(LedgerRecord record, Deadline deadline);

  /** What the settings ask for. */
  static FollowUp of(Settings settings, S3Client s3, Pause pause, Map<String, String> environment) {
    return settings
        .workflow()
        .<FollowUp>map(
            workflow ->
                new WorkflowCall(
                    workflow,
                    new CallMarker(s3, settings, pause, InstantSource.system()),
                    Parameters.of(settings, environment),
                    pause,
                    InstantSource.system()))
        .orElse(NONE);
  }
}
