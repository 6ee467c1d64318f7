package objectledger.ops.verify;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import objectledger.json.JsonWriter;
import objectledger.ops.UtcTime;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * A version or a delete marker of a bucket, as the statements read it.
 *
 * @param versionId null (the text) where the bucket has no versions
 * @param eTag without quotes; empty for a delete marker
 */
record ListedVersion(
    String key,
    String versionId,
    boolean isLatest,
    boolean isDeleteMarker,
    Long size,
    Instant modified,
    String eTag,
    String storageClass) {
  /** The columns of its line, for DuckDB. */
  static final String COLUMNS =
      "key: 'VARCHAR', version_id: 'VARCHAR', is_latest: 'BOOLEAN', is_delete_marker: 'BOOLEAN',"
          + " size: 'BIGINT', last_modified_date: 'VARCHAR', e_tag: 'VARCHAR',"
          + " storage_class: 'VARCHAR'";

  static ListedVersion of(ObjectVersion version) {
    return new ListedVersion(
        version.key(),
        orNull(version.versionId()),
        Boolean.TRUE.equals(version.isLatest()),
        false,
        version.size(),
        version.lastModified(),
        version.eTag() == null ? "" : version.eTag().replace("\"", ""),
        version.storageClassAsString());
  }

  static ListedVersion of(DeleteMarkerEntry marker) {
    return new ListedVersion(
        marker.key(),
        orNull(marker.versionId()),
        Boolean.TRUE.equals(marker.isLatest()),
        true,
        null,
        marker.lastModified(),
        "",
        null);
  }

  private static String orNull(String version) {
    return version == null || version.isEmpty() ? "null" : version;
  }

  /** One line of JSON. */
  byte[] line() {
    var members = new LinkedHashMap<String, Object>();
    members.put("key", key);
    members.put("version_id", versionId);
    members.put("is_latest", isLatest);
    members.put("is_delete_marker", isDeleteMarker);
    if (!isDeleteMarker) {
      members.put("size", size);
      members.put("e_tag", eTag);
      members.put("storage_class", storageClass);
    }
    // As the records have it: the time of an object is in whole seconds.
    members.put("last_modified_date", UtcTime.text(modified.truncatedTo(ChronoUnit.SECONDS)));
    return JsonWriter.toLine(members);
  }
}
