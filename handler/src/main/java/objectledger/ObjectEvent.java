package objectledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

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
    String requestId) {

  static final long UNKNOWN_SIZE = -1;

  /** S3 shows 16 or 18 digits today; the rest is room. */
  private static final int SEQUENCE_DIGITS = 32;

  ObjectEvent {
    if (bucket.isEmpty() || key.isEmpty() || name.isEmpty()) {
      throw new Malformed("an event needs a bucket, a key and a name");
    }
    if (!sequencer.matches("[0-9A-Fa-f]{0," + SEQUENCE_DIGITS + "}")) {
      throw new Malformed("the sequencer is not hexadecimal, or longer than any known");
    }
  }

  /** What the event did to the object, in the words of AWS S3 Metadata's journal table. */
  enum Kind {
    CREATE,
    UPDATE_METADATA,
    DELETE
  }

  /** An unknown name is an update: something about the object changed. */
  Kind kind() {
    if (name.startsWith("ObjectCreated:")) {
      return Kind.CREATE;
    }
    if (name.startsWith("ObjectRemoved:") || name.startsWith("LifecycleExpiration:")) {
      return Kind.DELETE;
    }
    return Kind.UPDATE_METADATA;
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

  /**
   * The event's identity, the same whichever way it came: SHA-256 of bucket, key, version, sequence
   * number (the time where there is none) and name, each preceded by its length in bytes, because a
   * key may hold any separator.
   */
  String recordId() {
    var digest = sha256();
    for (var part :
        new String[] {
          bucket, key, versionId, sequencer.isEmpty() ? time.toString() : sequenceNumber(), name
        }) {
      var bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
