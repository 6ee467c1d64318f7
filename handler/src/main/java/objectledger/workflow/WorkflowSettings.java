package objectledger.workflow;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The HTTP call that follows certain created objects.
 *
 * @param url of the endpoint
 * @param match selects the keys that are called for
 * @param body of the request, with placeholders
 * @param headers the headers that contain parameters
 * @param timeout of one attempt
 * @param successCodes HTTP statuses that mean success
 * @param repeatedCodes HTTP statuses that mean that an earlier attempt succeeded, if there was one
 *     whose result is unknown
 */
public record WorkflowSettings(
    URI url,
    KeyMatch match,
    BodyTemplate body,
    List<RequestHeader> headers,
    Duration timeout,
    Set<Integer> successCodes,
    Set<Integer> repeatedCodes) {

  static final Set<Integer> SUCCESS_CODES =
      IntStream.range(200, 300).boxed().collect(Collectors.toUnmodifiableSet());

  static final Set<Integer> REPEATED_CODES = Set.of(409);

  /** Settings with the default statuses. */
  public WorkflowSettings(
      URI url, KeyMatch match, BodyTemplate body, List<RequestHeader> headers, Duration timeout) {
    this(url, match, body, headers, timeout, SUCCESS_CODES, REPEATED_CODES);
  }

  /** The names of the parameters that are sent. */
  Set<String> parameters() {
    return headers.stream().map(RequestHeader::parameter).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a status means success, whatever was sent before. */
  boolean isSuccess(int status) {
    return successCodes.contains(status);
  }

  /** Whether a status means that an earlier request succeeded. */
  boolean isRepeated(int status) {
    return repeatedCodes.contains(status);
  }

  /**
   * Whether the event is a creation of a key that is called for. A backfilled object was not
   * created.
   */
  public boolean matches(CreatedObject object) {
    return object.eventName().startsWith("ObjectCreated:") && match.matches(object.key());
  }

  /** The request body for an object. */
  public String bodyFor(CreatedObject object) {
    var uri = object.uri();
    return body.fill(
        Map.of(
            "bucket", object.bucket(),
            "key", object.key(),
            "version_id", object.versionId(),
            "size", object.size(),
            "uri", uri,
            // The bucket alone if the key has no folder.
            "folder_uri", uri.substring(0, uri.lastIndexOf('/')),
            "record_id", object.recordId()));
  }
}
