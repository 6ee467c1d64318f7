package objectledger;

import java.time.Instant;
import objectledger.lambda.FailureKind;

/**
 * One event that could not be recorded.
 *
 * @param object quoted; or the place in the payload, or the message, where no object could be read
 * @param time of the event; when the message was sent, where the event could not be read
 * @param cause without what differs from one failure to the next, so that equal ones are equal
 */
record Failure(String object, Instant time, String cause) {

  /** Whether it can never be recorded as it is. */
  boolean isPermanent() {
    return cause.startsWith(FailureKind.PERMANENT + ": ");
  }
}
