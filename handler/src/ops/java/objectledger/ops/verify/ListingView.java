package objectledger.ops.verify;

import java.nio.file.Path;
import objectledger.ops.query.SqlText;

/** The view inventory over the files of a listing. */
final class ListingView {
  /** The partition of what is listed now. */
  static final String DT = "listing";

  private ListingView() {}

  /** The SELECT of the view. */
  static String of(String bucket, Path folder) {
    return """
    SELECT
      %s AS source, '%s' AS dt, key, version_id, is_latest, is_delete_marker, size,
      last_modified_date, e_tag, storage_class, e_tag LIKE '%%-%%' AS is_multipart
    FROM read_json(%s, format = 'newline_delimited', columns = {%s})
    """
        .formatted(
            SqlText.quote(bucket),
            DT,
            SqlText.quote(folder.resolve(RangeListing.FILES)),
            ListedVersion.COLUMNS);
  }
}
