package objectledger.workflow;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is called when certain objects are created.
 *
 * @param url where to
 * @param match which keys matter
 * @param body what is sent, with placeholders
 * @param headers those that carry parameters
 * @param timeout of one attempt
 * @param successCodes HTTP statuses that mean that the receiver has acted
 * @param repeatedCodes HTTP statuses that mean that it has acted on an earlier attempt, where there
 *     was one that it may have acted on
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

  /** A workflow whose receiver answers as most do. */
  public WorkflowSettings(
      URI url, KeyMatch match, BodyTemplate body, List<RequestHeader> headers, Duration timeout) {
    this(url, match, body, headers, timeout, SUCCESS_CODES, REPEATED_CODES);
  }

  /** The names of the parameters that it sends. */
  Set<String> parameters() {
    return headers.stream().map(RequestHeader::parameter).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a status means that the receiver has acted, whatever was sent before. */
  boolean isSuccess(int status) {
    return successCodes.contains(status);
  }

  /** Whether a status means that the receiver has acted on a request before this one. */
  boolean isRepeated(int status) {
    return repeatedCodes.contains(status);
  }

  /** Whether it is a creation that matters. A backfilled object was not created. */
  public boolean matches(CreatedObject object) {
    return object.eventName().startsWith("ObjectCreated:") && match.matches(object.key());
  }

  /** The body for an object. */
  public String bodyFor(CreatedObject object) {
    var uri = object.uri();
    return body.fill(
        Map.of(
            "bucket", object.bucket(),
            "key", object.key(),
            "version_id", object.versionId(),
            "size", object.size(),
            "uri", uri,
            // The bucket alone where the key has no folder: the scheme has two slashes.
            "folder_uri", uri.substring(0, uri.lastIndexOf('/')),
            "record_id", object.recordId()));
  }
}
