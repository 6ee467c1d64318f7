package objectledger.ops.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import objectledger.lambda.WorkerPool;
import objectledger.ops.CommandException;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.query.InterruptedCopyException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The files of an S3 inventory, which are fetched where they are in S3, and compared with the sizes
 * and digests of its manifest. A file that is here already, as it should be, is not fetched again.
 *
 * @param where the manifest: s3://BUCKET/KEY, or a file
 * @param folder for the files
 */
record InventoryFiles(
    S3Client s3, String where, Path folder, Progress progress, ShutdownSignal shutdown) {
  private static final int FILES_AT_ONCE = 8;

  private boolean isInS3() {
    return where.startsWith("s3://");
  }

  private String bucket() {
    return URI.create("s3://" + where.substring(5).split("/", 2)[0]).getAuthority();
  }

  /** The key of the manifest; empty where it is a file. */
  String key() {
    return isInS3() && where.indexOf('/', 5) > 0 ? where.substring(where.indexOf('/', 5) + 1) : "";
  }

  /** Reads the manifest. */
  InventoryManifest manifest() throws IOException {
    if (!where.endsWith("manifest.json")) {
      throw new CommandException(
          "INVENTORY is the manifest of an inventory, as in"
              + " INVENTORY=s3://bucket/prefix/source/id/2026-11-22T01-00Z/manifest.json");
    }
    return InventoryManifest.read(
        where,
        isInS3()
            ? s3.getObjectAsBytes(get -> get.bucket(bucket()).key(key())).asByteArray()
            : Files.readAllBytes(Path.of(where)));
  }

  /** The files, all as the manifest has them. */
  List<Path> fetch(InventoryManifest manifest) throws IOException {
    if (manifest.files().isEmpty()) {
      throw new CommandException(where + " names no file: the inventory is empty");
    }
    Files.createDirectories(folder);
    return new WorkerPool(FILES_AT_ONCE).forEach(manifest.files(), this::file);
  }

  private Path file(InventoryManifest.DataFile file) {
    InterruptedCopyException.throwIf(shutdown);
    try {
      var path = isInS3() ? folder.resolve(file.name()) : local(file);
      if (isInS3() && !(Files.exists(path) && isAsStated(file, path))) {
        var next = path.resolveSibling(path.getFileName() + ".next");
        Files.deleteIfExists(next);
        s3.getObject(get -> get.bucket(bucket()).key(file.key()), ResponseTransformer.toFile(next));
        Files.move(next, path, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!isAsStated(file, path)) {
        throw new CommandException(
            "%s is not as the manifest has it: its size is to be %s and its MD5 %s"
                .formatted(path, file.size(), file.md5()));
      }
      progress.show(() -> "inventory: " + file.name());
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copied with its key, beside the manifest's folder, or beside the manifest. */
  private Path local(InventoryManifest.DataFile file) {
    var manifest = Path.of(where).toAbsolutePath();
    for (var parent = manifest.getParent(); parent != null; parent = parent.getParent()) {
      for (var name : List.of(file.key(), "data/" + file.name(), file.name())) {
        if (Files.isRegularFile(parent.resolve(name))) {
          return parent.resolve(name);
        }
      }
    }
    throw new CommandException(
        "%s names %s, which is not here: copy it beside the manifest".formatted(where, file.key()));
  }

  private static boolean isAsStated(InventoryManifest.DataFile file, Path path) throws IOException {
    return Files.size(path) == file.size()
        && (file.md5().isEmpty() || md5(path).equals(file.md5()));
  }

  /** S3 states MD5 digests: they show what was cut off or mixed up, not what was forged. */
  private static String md5(Path path) throws IOException {
    try (var in =
        new DigestInputStream(Files.newInputStream(path), MessageDigest.getInstance("MD5"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }
}
