package objectledger.ops;

import java.time.Instant;
import java.util.regex.Pattern;
import objectledger.lambda.FailureKind;

/**
 * One event that could not be recorded.
 *
 * @param object quoted; or the place in the payload, or the message, where no object could be read
 * @param time of the event; when the message was sent, where the event could not be read
 * @param cause without what differs from one failure to the next, so that equal ones are equal
 */
public record FailedEvent(String object, Instant time, String cause) {
  /** What AWS puts into its messages to find a request again. */
  private static final Pattern PASSING =
      Pattern.compile(
          ",? ?\\b(?:Extended )?Request ?I[Dd]: [^,) ]*"
              + "|\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b ?"
              + "|\\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z ?");

  /** One failure, from what the function said of it. */
  public static FailedEvent of(String object, Instant time, String said) {
    var causes = FunctionError.causesByObject(said).values();
    var cause = FunctionError.withoutRest(causes.stream().findFirst().orElse(said));
    return new FailedEvent(object, time, PASSING.matcher(cause).replaceAll("").strip());
  }

  /** Whether it can never be recorded as it is. */
  public boolean isPermanent() {
    return cause.startsWith(FailureKind.PERMANENT + ": ");
  }
}
