package objectledger.ops.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** An inventory of one file in a folder, which began at 2026-11-22T01:00:00Z. */
record InventoryFolder(Path folder) {
  static final String FIELDS =
      "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag,"
          + " StorageClass, IsMultipartUploaded";

  /** The line of an object, as the fields are, without a version. */
  static String line(String key) {
    return "\"bucket\",\"%s\",\"\",\"true\",\"false\",\"1\",\"2026-11-21T10:00:00.000Z\",\"e\",\"\",\"\"\n"
        .formatted(key);
  }

  Path manifest() {
    return folder.resolve("id/2026-11-22T01-00Z/manifest.json");
  }

  Path file() {
    return folder.resolve("data/x.csv.gz");
  }

  void csv(String fields, String lines) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(lines.getBytes(UTF_8));
    }
    Files.createDirectories(folder.resolve("data"));
    Files.write(file(), bytes.toByteArray());
    manifest("CSV", fields, "p/b/id/data/x.csv.gz", bytes.toByteArray(), "bucket");
  }

  void manifest(String format, String schema, String key, byte[] file, String bucket)
      throws IOException {
    try {
      var md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(file));
      Files.createDirectories(manifest().getParent());
      Files.writeString(
          manifest(),
          """
          {"sourceBucket": "%s", "destinationBucket": "arn:aws:s3:::d", "version": "2016-11-30",
           "creationTimestamp": "1795309200000", "fileFormat": "%s", "fileSchema": "%s",
           "files": [{"key": "%s", "size": %s, "MD5checksum": "%s"}]}
          """
              .formatted(bucket, format, schema, key, file.length, md5));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
