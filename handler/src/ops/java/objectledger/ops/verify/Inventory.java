package objectledger.ops.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.query.DuckDb;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads what a bucket has out of an S3 inventory, in place of a listing.
 *
 * @param needsPrefix whether its own prefix must be known: a repair records as deleted what an
 *     inventory has not
 */
record Inventory(S3Client s3, Source source, String owner, boolean needsPrefix, PrintStream out) {

  /**
   * Reads it.
   *
   * @param where the manifest
   * @param prefix of the keys that are asked for
   * @throws CommandException if it is of another bucket, or of other keys
   */
  Listed read(String where, String prefix, Path folder, Progress progress, ShutdownSignal shutdown)
      throws IOException {
    var files = new InventoryFiles(s3, where, folder, progress, shutdown);
    var manifest = files.manifest();
    if (!manifest.bucket().equals(source.bucket())) {
      throw new CommandException(
          "%s is an inventory of the bucket %s, not of %s"
              .formatted(where, manifest.bucket(), source.inWords()));
    }
    var paths = files.fetch(manifest);
    progress.end(
        "inventory: of %s, %s files, %s"
            .formatted(
                manifest.createdAt(),
                paths.size(),
                manifest.hasVersions() ? "all versions" : "current objects only"));
    var ofInventory = prefixOf(files.key());
    if (needsPrefix && ofInventory.isEmpty()) {
      throw new CommandException(
          "REPAIR=1 would record every key outside the inventory's prefix as deleted: set PREFIX to"
              + " it, or leave INVENTORY out");
    }
    var compared = both(prefix, ofInventory.orElse(""));
    var view = InventoryView.of(manifest, paths);
    var counts = count(view, compared, folder);
    return new Listed(
        view,
        compared,
        manifest.hasVersions() ? "all" : "current",
        counts[0],
        manifest.createdAt(),
        manifest.createdAt(),
        0,
        counts[1],
        manifest.hasVersions() && ofInventory.filter(prefix::startsWith).isPresent());
  }

  /** How many versions have keys with the prefix, and how many have others. */
  private static long[] count(String view, String prefix, Path folder) {
    var counts = new long[2];
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      new Sql(duckDb.connection())
          .rows(
              "SELECT starts_with(key, ?), count(*) FROM (%s) GROUP BY 1".formatted(view),
              List.of(prefix),
              row -> counts[row.getBoolean(1) ? 0 : 1] = row.getLong(2));
    }
    return counts;
  }

  /** The longer of two prefixes, where one begins with the other. */
  static String both(String prefix, String ofInventory) {
    if (ofInventory.startsWith(prefix)) {
      return ofInventory;
    }
    if (prefix.startsWith(ofInventory)) {
      return prefix;
    }
    throw new CommandException(
        "the inventory has only keys that begin with %s: set such a PREFIX"
            .formatted(JsonText.quote(ofInventory)));
  }

  /**
   * The prefix of the keys that the inventory lists. The manifest does not say it; the bucket's
   * configuration of that id does. Empty if that cannot be read.
   */
  private Optional<String> prefixOf(String manifestKey) {
    var parts = List.of(manifestKey.split("/"));
    var id = parts.size() < 4 ? "" : parts.get(parts.size() - 3);
    if (!id.isEmpty()) {
      try {
        var filter =
            s3.getBucketInventoryConfiguration(
                    get -> get.bucket(source.bucket()).id(id).expectedBucketOwner(owner))
                .inventoryConfiguration()
                .filter();
        return Optional.of(filter == null || filter.prefix() == null ? "" : filter.prefix());
      } catch (S3Exception e) {
        // It was deleted since, or may not be read.
      }
    }
    out.println(
        "the prefix of the inventory is not known: if it lists some keys only, set PREFIX to it");
    return Optional.empty();
  }
}
