package objectledger.ops;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import objectledger.lambda.FailureKind;

/**
 * An event that was not recorded.
 *
 * @param object the object, quoted; or the path in the payload, or the message, if no object could
 *     be read
 * @param time of the event; or when the message was sent, if the event could not be read
 * @param cause without request ids and times, so that failures with one cause compare equal
 */
public record FailedEvent(String object, Instant time, String cause) {
  /** Request ids and times, which AWS adds to its messages. */
  private static final Pattern PASSING =
      Pattern.compile(
          ",? ?\\b(?:Extended )?Request ?I[Dd]: [^,) ]*"
              + "|\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b ?"
              + "|\\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z ?");

  private static final Pattern BUCKET = Pattern.compile("\"s3://([^/\"]+)/");

  /** The failure of one event, from the function's message about it; equal causes are one text. */
  public static FailedEvent of(String object, Instant time, String said) {
    var causes = FunctionError.causesByObject(said).values();
    var cause = FunctionError.withoutRest(causes.stream().findFirst().orElse(said));
    return new FailedEvent(object, time, PASSING.matcher(cause).replaceAll("").strip().intern());
  }

  /** The bucket of the object; empty if no object could be read. */
  public Optional<String> bucket() {
    var matcher = BUCKET.matcher(object);
    return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Whether a retry can never succeed. */
  public boolean isPermanent() {
    return cause.startsWith(FailureKind.PERMANENT + ": ");
  }
}
