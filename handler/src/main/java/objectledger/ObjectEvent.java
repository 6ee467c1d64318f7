package objectledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;

/**
 * What S3 says happened to one object. Texts are never null: an absent fact is the empty string.
 *
 * @param name the event's name without the prefix {@code s3:}, as {@code ObjectCreated:Put}
 * @param time when S3 says that it happened; never used for ordering
 * @param bucket the bucket it happened in
 * @param key the object's key, decoded
 * @param versionId the version it happened to; empty in a bucket without versioning
 * @param sequencer S3's order of the events of one key, hexadecimal; empty where there is none
 * @param size in bytes, or {@link #UNKNOWN_SIZE}
 * @param eTag without quotes
 * @param region of the bucket
 * @param requester who asked for it: a principal id, or an account where S3 says no more
 * @param sourceIpAddress where the request came from
 * @param requestId of the request to S3
 * @param details what only this event tells, by the record's names: see {@link EventDetails}
 */
record ObjectEvent(
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

  /** The name of an event that never was: an object that was there before the ledger. */
  static final String BACKFILL = "Backfill:Existing";

  /** S3 shows 16 or 18 digits today; the rest is room. */
  private static final int SEQUENCE_DIGITS = 32;

  /** S3's limit for a key, in bytes of UTF-8. */
  private static final int KEY_BYTES = 1_024;

  /** An event that tells no more than every event does. */
  ObjectEvent(
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
      String requestId) {
    this(
        name,
        time,
        bucket,
        key,
        versionId,
        sequencer,
        size,
        eTag,
        region,
        requester,
        sourceIpAddress,
        requestId,
        Map.of());
  }

  ObjectEvent {
    if (bucket.isEmpty() || key.isEmpty() || name.isEmpty()) {
      throw new InvalidInputException("an event needs a bucket, a key and a name");
    }
    // It has no UTF-8: the identity would be another event's, and S3 would be asked for another
    // key.
    if (!JsonWriter.isWellFormed(String.join(" ", name, bucket, key, versionId, requestId))) {
      throw new InvalidInputException("the event has a lone surrogate, which is no character");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES) {
      throw new InvalidInputException("the key is longer than " + KEY_BYTES + " bytes");
    }
    if (!sequencer.matches("[0-9A-Fa-f]{0," + SEQUENCE_DIGITS + "}")) {
      throw new InvalidInputException("the sequencer is not hexadecimal, or longer than any known");
    }
  }

  /** What the event did to the object, in the words of AWS S3 Metadata's journal table. */
  enum Kind {
    CREATE,
    UPDATE_METADATA,
    DELETE,
    CREATE_ANNOTATION,
    UPDATE_ANNOTATION_METADATA,
    DELETE_ANNOTATION
  }

  /** An unknown name is an update: something about the object changed. */
  Kind kind() {
    if (name.startsWith("ObjectCreated:") || name.equals(BACKFILL)) {
      return Kind.CREATE;
    }
    if (name.startsWith("ObjectRemoved:") || name.startsWith("LifecycleExpiration:")) {
      return Kind.DELETE;
    }
    return switch (name) {
      case "ObjectAnnotation:Put" -> Kind.CREATE_ANNOTATION;
      case "ObjectAnnotation:Delete" -> Kind.DELETE_ANNOTATION;
      default ->
          name.startsWith("ObjectAnnotation:")
              ? Kind.UPDATE_ANNOTATION_METADATA
              : Kind.UPDATE_METADATA;
    };
  }

  boolean isDeleteMarker() {
    return kind() == Kind.DELETE && name.endsWith(":DeleteMarkerCreated");
  }

  /** A version that no later write can replace: neither absent nor the null version. */
  boolean hasOwnVersion() {
    return !versionId.isEmpty() && !versionId.equals("null");
  }

  /**
   * The sequencer as 32 upper-case hex digits, so that text order is event order for one key; empty
   * where there is none. S3's two forms differ by leading zeros only.
   */
  String sequenceNumber() {
    return sequencer.isEmpty()
        ? ""
        : "0".repeat(SEQUENCE_DIGITS - sequencer.length()) + sequencer.toUpperCase(Locale.ROOT);
  }
}
