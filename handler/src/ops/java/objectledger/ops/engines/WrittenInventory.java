package objectledger.ops.engines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.SqlText;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Has the emulator write the inventory that Terraform applied, in several files, and shows the same
 * files to DuckDB.
 *
 * @param results the bucket that inventories are put into
 */
record WrittenInventory(S3Client s3, DuckDb duckDb, String results) {
  private static final int ROWS_A_FILE = 10;

  /**
   * Writes an inventory and makes the views of it in DuckDB.
   *
   * @param folder for the files on this machine
   * @return the partition
   */
  String write(String source, Path folder) throws IOException {
    var written = request(source);
    var dt = written.get("dt").text();
    Files.createDirectories(folder);
    var files = new ArrayList<String>();
    for (var key : keys(source, dt)) {
      var file = folder.resolve("listing-%s.parquet".formatted(files.size()));
      Files.write(file, s3.getObjectAsBytes(get -> get.bucket(results).key(key)).asByteArray());
      files.add(SqlText.quote(file));
    }
    duckDb.execute(
        "CREATE VIEW inventory_raw AS SELECT *, %s AS source, %s AS dt FROM read_parquet([%s])"
            .formatted(SqlText.quote(source), SqlText.quote(dt), String.join(", ", files)));
    duckDb.view("inventory");
    return dt;
  }

  private static JsonValue request(String source) throws IOException {
    var path = "/_emulator/inventory/%s/object-ledger-local?rows=%s".formatted(source, ROWS_A_FILE);
    var request =
        HttpRequest.newBuilder(URI.create(System.getenv("AWS_ENDPOINT_URL")).resolve(path))
            .POST(BodyPublishers.noBody())
            .build();
    try {
      var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new CommandException("the emulator writes no inventory: " + response.body());
      }
      return new JsonValue("", JsonReader.read(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an inventory was written", e);
    }
  }

  /** The files of a partition, as its list of links names them. */
  private List<String> keys(String source, String dt) {
    var links = "inventory/%s/object-ledger-local/hive/dt=%s/symlink.txt".formatted(source, dt);
    return s3.getObjectAsBytes(get -> get.bucket(results).key(links))
        .asUtf8String()
        .lines()
        .map(link -> link.substring("s3:///".length() + results.length()))
        .toList();
  }
}
