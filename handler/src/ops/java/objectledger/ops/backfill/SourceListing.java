package objectledger.ops.backfill;

import java.util.List;
import java.util.Optional;
import objectledger.ops.Source;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * Lists the bucket of a source: only keys whose events are recorded. S3 is asked to encode them,
 * because XML has no control characters and reads a carriage return as a newline; the SDK decodes.
 *
 * @param allVersions whether to list every version, not the present objects only
 * @param pageSize up to 1,000
 */
record SourceListing(S3Client s3, Source source, String prefix, boolean allVersions, int pageSize)
    implements Listing {

  @Override
  public Page after(Position position) {
    return allVersions ? versionsAfter(position) : objectsAfter(position);
  }

  private Page objectsAfter(Position position) {
    var page =
        s3.listObjectsV2(
            list ->
                list.bucket(source.bucket())
                    .prefix(prefix)
                    .encodingType(EncodingType.URL)
                    .startAfter(orNull(position.key()))
                    .maxKeys(pageSize));
    var items =
        page.contents().stream()
            .filter(object -> source.hasSuffix(object.key()))
            .map(object -> new Item(object.key(), ""))
            .toList();
    return new Page(
        items,
        page.isTruncated()
            ? Optional.of(new Position(page.contents().getLast().key(), ""))
            : Optional.empty());
  }

  private Page versionsAfter(Position position) {
    var page =
        s3.listObjectVersions(
            list ->
                list.bucket(source.bucket())
                    .prefix(prefix)
                    .encodingType(EncodingType.URL)
                    .keyMarker(orNull(position.key()))
                    .versionIdMarker(orNull(position.versionId()))
                    .maxKeys(pageSize));
    List<Item> items =
        page.versions().stream()
            .filter(version -> source.hasSuffix(version.key()))
            .map(version -> new Item(version.key(), versionId(version)))
            .toList();
    return new Page(
        items,
        page.isTruncated()
            ? Optional.of(new Position(page.nextKeyMarker(), page.nextVersionIdMarker()))
            : Optional.empty());
  }

  /**
   * A bucket that never kept versions lists its objects as null versions, but names none when it is
   * asked about one: asking without a version gives the same record whichever way it is listed.
   */
  private static String versionId(ObjectVersion version) {
    return version.isLatest() && version.versionId().equals("null") ? "" : version.versionId();
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
