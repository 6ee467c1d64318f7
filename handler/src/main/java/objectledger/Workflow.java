package objectledger;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is called when certain objects are created.
 *
 * @param url where to
 * @param prefix of the keys that matter
 * @param suffix of the keys that matter
 * @param body what is sent, with placeholders
 * @param tokenParameter the parameter that is sent as a bearer token; empty where none is
 * @param timeout of one attempt
 * @param successCodes HTTP statuses that mean that the receiver has acted
 * @param repeatedCodes HTTP statuses that mean that it has acted on an earlier attempt, where there
 *     was one that it may have acted on
 */
record Workflow(
    URI url,
    String prefix,
    String suffix,
    BodyTemplate body,
    String tokenParameter,
    Duration timeout,
    Set<Integer> successCodes,
    Set<Integer> repeatedCodes) {

  static final Set<Integer> SUCCESS_CODES =
      IntStream.range(200, 300).boxed().collect(Collectors.toUnmodifiableSet());

  static final Set<Integer> REPEATED_CODES = Set.of(409);

  /** A workflow whose receiver answers as most do. */
  Workflow(
      URI url,
      String prefix,
      String suffix,
      BodyTemplate body,
      String tokenParameter,
      Duration timeout) {
    this(url, prefix, suffix, body, tokenParameter, timeout, SUCCESS_CODES, REPEATED_CODES);
  }

  /** Whether a status means that the receiver has acted, whatever was sent before. */
  boolean isSuccess(int status) {
    return successCodes.contains(status);
  }

  /** Whether a status means that the receiver has acted on a request before this one. */
  boolean isRepeated(int status) {
    return repeatedCodes.contains(status);
  }

  /** Whether the record tells of a creation that matters. A backfilled object was not created. */
  boolean matches(LedgerRecord record) {
    var facts = record.summary();
    var key = (String) facts.get("key");
    return ((String) facts.get("event_name")).startsWith("ObjectCreated:")
        && key.startsWith(prefix)
        && key.endsWith(suffix);
  }

  /** The body for an object. */
  String bodyFor(LedgerRecord record) {
    var facts = record.facts().only("key", "version_id", "size");
    var uri = record.subject();
    return body.fill(
        Map.of(
            "bucket", record.bucket(),
            "key", facts.get("key"),
            "version_id", facts.getOrDefault("version_id", ""),
            "size", facts.getOrDefault("size", ""),
            "uri", uri,
            // The bucket alone where the key has no folder: the scheme has two slashes.
            "folder_uri", uri.substring(0, uri.lastIndexOf('/')),
            "record_id", record.id()));
  }
}
