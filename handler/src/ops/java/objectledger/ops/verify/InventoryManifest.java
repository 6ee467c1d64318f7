package objectledger.ops.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;

/**
 * The manifest of an S3 inventory.
 *
 * @param bucket that was listed
 * @param createdAt when S3 began to list it
 * @param format CSV or Parquet
 * @param columns of its files in snake_case, in their order
 */
record InventoryManifest(
    String bucket, Instant createdAt, String format, List<String> columns, List<DataFile> files) {
  private static final Pattern PARQUET_COLUMN =
      Pattern.compile("(?:required|optional)\\s+\\w+\\s+(\\w+)");
  private static final List<String> NEEDED = List.of("key", "size", "last_modified_date", "e_tag");

  /** A file of the inventory, with what the manifest says of its content. */
  record DataFile(String key, long size, String md5) {
    /** The last part of the key. */
    String name() {
      return key.substring(key.lastIndexOf('/') + 1);
    }
  }

  /**
   * Reads it.
   *
   * @throws CommandException if it is none, or if its files lack what is compared
   */
  static InventoryManifest read(String where, byte[] content) throws IOException {
    try {
      var json = JsonValue.read(new ByteArrayInputStream(content));
      var format = json.get("fileFormat").text();
      var schema = json.get("fileSchema").text();
      var manifest =
          new InventoryManifest(
              json.get("sourceBucket").text(),
              Instant.ofEpochMilli(Long.parseLong(json.get("creationTimestamp").text())),
              format,
              format.equals("CSV") ? csvColumns(schema) : parquetColumns(schema),
              json.get("files").items().stream()
                  .map(
                      file ->
                          new DataFile(
                              file.get("key").text(),
                              file.get("size").countOrUnknown(),
                              file.get("MD5checksum").textOrEmpty()))
                  .toList());
      manifest.check(where);
      return manifest;
    } catch (InvalidInputException | NumberFormatException e) {
      throw new CommandException(
          "%s is not the manifest of an S3 inventory: %s".formatted(where, e.getMessage()), e);
    }
  }

  private void check(String where) {
    if (!format.equals("CSV") && !format.equals("Parquet")) {
      throw new CommandException(
          "%s is of the format %s: set the inventory to CSV or Parquet"
              .formatted(where, JsonText.quote(format)));
    }
    var missing = NEEDED.stream().filter(column -> !columns.contains(column)).toList();
    if (!missing.isEmpty()) {
      throw new CommandException(
          "%s has no %s: add Size, LastModifiedDate and ETag to the fields of the inventory"
              .formatted(where, String.join(", ", missing)));
    }
  }

  /** Whether it has every version, and says which is the current one. */
  boolean hasVersions() {
    return columns.containsAll(List.of("version_id", "is_latest", "is_delete_marker"));
  }

  private static List<String> csvColumns(String schema) {
    return List.of(schema.split(",")).stream()
        .map(String::strip)
        .map(name -> name.equals("ETag") ? "e_tag" : snakeCase(name))
        .toList();
  }

  private static String snakeCase(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static List<String> parquetColumns(String schema) {
    return PARQUET_COLUMN
        .matcher(schema.toLowerCase(Locale.ROOT))
        .results()
        .map(column -> column.group(1))
        .toList();
  }
}
