package objectledger.ops.verify;

import java.util.LinkedHashMap;
import java.util.Locale;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.backfill.Listing;

/**
 * Something in which the bucket and the ledger differ.
 *
 * @param versionId null (the text) in a bucket without versions
 * @param isDeleteMarker whether a delete marker is missing in the ledger
 * @param isInBucket whether the object, or the marker, is in the bucket
 * @param isLatest whether it is the current version of its key there
 * @param modified the time of what is in the bucket; empty if nothing is
 * @param detail what differs, in words
 * @param obstacle why no repair can close it; empty if one can
 */
record Gap(
    Kind kind,
    String key,
    String versionId,
    boolean isDeleteMarker,
    boolean isInBucket,
    boolean isLatest,
    String modified,
    String detail,
    String obstacle) {
  private static final String UNSEEN =
      "an inventory of current versions does not show whether this version is gone or hidden:"
          + " verify without INVENTORY";

  /** A gap that can be repaired. */
  Gap(
      Kind kind,
      String key,
      String versionId,
      boolean isDeleteMarker,
      boolean isInBucket,
      boolean isLatest,
      String modified,
      String detail) {
    this(kind, key, versionId, isDeleteMarker, isInBucket, isLatest, modified, detail, "");
  }

  /** How they differ. */
  enum Kind {
    /** It is in the bucket and not in the ledger. */
    MISSING("in the bucket, not in the ledger"),
    /** The ledger has it otherwise. */
    STALE("recorded otherwise than it is in the bucket"),
    /** The ledger has it as present, and the bucket has not. */
    GHOST("recorded as present, not in the bucket"),
    /** Its latest document does not show what is in the bucket. */
    LATEST("whose latest document does not show the present");

    private final String meaning;

    Kind(String meaning) {
      this.meaning = meaning;
    }

    /** What it is, after a number of objects. */
    String meaning() {
      return meaning;
    }

    /** Its name in reports. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the function has to be told that it is gone. */
  boolean isDeletion() {
    return isDeleteMarker || !isInBucket;
  }

  /** The same gap with what is in the way of its repair, unless something already is. */
  Gap with(String otherObstacle) {
    return new Gap(
        kind,
        key,
        versionId,
        isDeleteMarker,
        isInBucket,
        isLatest,
        modified,
        detail,
        obstacle.isEmpty() ? otherObstacle : obstacle);
  }

  /** The same gap, found in a listing of this scope: all, or current. */
  Gap within(String scope) {
    var isUnseen = scope.equals("current") && !isInBucket && !versionId.equals("null");
    return isUnseen ? with(UNSEEN) : this;
  }

  /** The object to record. The current one of a bucket that never had versions has none to name. */
  Listing.Item item() {
    return new Listing.Item(key, isLatest && versionId.equals("null") ? "" : versionId);
  }

  /** The object in a line for a person. */
  String inWords() {
    return JsonText.quote(key)
        + (versionId.equals("null") ? "" : " version " + versionId)
        + (isDeleteMarker ? " (a delete marker)" : "")
        + (detail.isEmpty() ? "" : ": " + detail);
  }

  /** One line of JSON. */
  byte[] line() {
    var members = new LinkedHashMap<String, Object>();
    members.put("kind", kind.name());
    members.put("key", key);
    members.put("version_id", versionId);
    members.put("is_delete_marker", isDeleteMarker);
    members.put("is_in_bucket", isInBucket);
    members.put("is_latest", isLatest);
    members.put("modified", modified);
    members.put("detail", detail);
    members.put("obstacle", obstacle);
    return JsonWriter.toLine(members);
  }

  /** Reads its line. */
  static Gap parse(String line) {
    var json = new JsonValue("", JsonReader.read(line));
    return new Gap(
        Kind.valueOf(json.get("kind").text()),
        json.get("key").text(),
        json.get("version_id").text(),
        json.get("is_delete_marker").isEqualTo(true),
        json.get("is_in_bucket").isEqualTo(true),
        json.get("is_latest").isEqualTo(true),
        json.get("modified").text(),
        json.get("detail").text(),
        json.get("obstacle").text());
  }
}
