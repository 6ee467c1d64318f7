package objectledger.ops.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import objectledger.ops.query.SqlText;

/**
 * The view inventory over the files of an S3 inventory. In CSV all columns are text and keys are
 * form-encoded; in Parquet they have types and keys are plain. S3 writes an empty version id where
 * there is none.
 */
final class InventoryView {
  private InventoryView() {}

  /** The SELECT of the view. */
  static String of(InventoryManifest manifest, List<Path> files) {
    var isCsv = manifest.format().equals("CSV");
    var columns = manifest.columns();
    return """
    SELECT
      %s AS source, '%s' AS dt, %s AS key, %s AS version_id, %s AS is_latest,
      %s AS is_delete_marker, CAST(nullif(CAST(size AS VARCHAR), '') AS BIGINT) AS size,
      strftime(CAST(last_modified_date AS TIMESTAMP), '%%Y-%%m-%%dT%%H:%%M:%%S.000Z')
        AS last_modified_date,
      replace(e_tag, '"', '') AS e_tag, %s AS storage_class, e_tag LIKE '%%-%%' AS is_multipart
    FROM %s
    """
        .formatted(
            SqlText.quote(manifest.bucket()),
            ListingView.DT,
            isCsv ? "url_decode(replace(key, '+', ' '))" : "key",
            manifest.hasVersions() ? "coalesce(nullif(version_id, ''), 'null')" : "'null'",
            flag(manifest, "is_latest", "true"),
            flag(manifest, "is_delete_marker", "false"),
            columns.contains("storage_class") ? "storage_class" : "CAST(NULL AS VARCHAR)",
            isCsv ? csv(columns, files) : "read_parquet(%s)".formatted(list(files)));
  }

  private static String flag(InventoryManifest manifest, String column, String otherwise) {
    return manifest.hasVersions() ? "CAST(%s AS BOOLEAN)".formatted(column) : otherwise;
  }

  private static String csv(List<String> columns, List<Path> files) {
    return columns.stream()
        .map(column -> SqlText.quote(column) + ": 'VARCHAR'")
        .collect(
            Collectors.joining(
                ", ",
                "read_csv(%s, header = false, auto_detect = false, delim = ',', quote = '\"',"
                        .formatted(list(files))
                    + " escape = '\"', nullstr = '', columns = {",
                "})"));
  }

  private static String list(List<Path> files) {
    return files.stream().map(SqlText::quote).collect(Collectors.joining(", ", "[", "]"));
  }
}
