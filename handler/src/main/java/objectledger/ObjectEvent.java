package objectledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import objectledger.aws.EventKind;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.json.UnicodeText;

/**
 * What happened to one object, according to S3. Texts are never null: an absent value is the empty
 * string.
 *
 * @param name the event's name without the prefix {@code s3:}, as {@code ObjectCreated:Put}
 * @param time of the event according to S3; never used for ordering
 * @param bucket of the object
 * @param key of the object, decoded
 * @param versionId of the object; empty in a bucket without versioning
 * @param sequencer orders the events of one key, hexadecimal; empty if there is none
 * @param size in bytes, or {@link #UNKNOWN_SIZE}
 * @param eTag without quotes
 * @param region of the bucket
 * @param requester principal id of the caller, or its account if S3 gives no more
 * @param sourceIpAddress of the request
 * @param requestId of S3
 * @param details further fields under the record's names: see {@link objectledger.aws.EventDetails}
 */
public record ObjectEvent(
    String name,
    Instant time,
    String bucket,
    String key,
    String versionId,
    String sequencer,
    long size,
    String eTag,
    String region,
    String requester,
    String sourceIpAddress,
    String requestId,
    Map<String, Object> details) {

  static final long UNKNOWN_SIZE = JsonValue.UNKNOWN_COUNT;

  /** The name of the synthetic event of an object that existed before the ledger. */
  static final String BACKFILL = "Backfill:Existing";

  /** S3 sends 16 or 18 digits today; the rest is reserve. */
  private static final int SEQUENCE_DIGITS = 32;

  private static final Pattern SEQUENCER =
      Pattern.compile("[0-9A-Fa-f]{0," + SEQUENCE_DIGITS + "}");

  /** S3's limit for a key, in bytes of UTF-8. */
  private static final int KEY_BYTES = 1_024;

  public ObjectEvent {
    if (bucket.isEmpty() || key.isEmpty() || name.isEmpty()) {
      throw new InvalidInputException("an event needs a bucket, a key and a name");
    }
    // A lone surrogate has no UTF-8 form: the record id would collide with another event's, and
    // the request would name another key.
    if (!Stream.of(name, bucket, key, versionId, requestId).allMatch(UnicodeText::isWellFormed)) {
      throw new InvalidInputException("the event has a lone surrogate, which is no character");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES) {
      throw new InvalidInputException("the key is longer than " + KEY_BYTES + " bytes");
    }
    if (!SEQUENCER.matcher(sequencer).matches()) {
      throw new InvalidInputException("the sequencer is not hexadecimal, or longer than any known");
    }
  }

  EventKind kind() {
    return name.equals(BACKFILL) ? EventKind.CREATE : EventKind.of(name);
  }

  boolean isDeleteMarker() {
    return kind() == EventKind.DELETE && name.endsWith(":DeleteMarkerCreated");
  }

  /** Whether no later write can replace the version: it is neither absent nor the null version. */
  boolean hasOwnVersion() {
    return !versionId.isEmpty() && !versionId.equals("null");
  }

  /**
   * The sequencer as 32 upper-case hex digits, so that text order is event order per key; empty if
   * there is none. Padding makes 16 and 18 digits comparable.
   */
  String sequenceNumber() {
    return sequencer.isEmpty()
        ? ""
        : "0".repeat(SEQUENCE_DIGITS - sequencer.length()) + sequencer.toUpperCase(Locale.ROOT);
  }
}
