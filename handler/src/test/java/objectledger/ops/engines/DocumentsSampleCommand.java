package objectledger.ops.engines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import objectledger.documents.DocumentsSample;
import objectledger.ops.Command;
import objectledger.ops.TerminalText;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.QueryStatement;
import objectledger.ops.query.SqlText;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Stores random documents of the declared tables with the documents function's code, and compares
 * what Trino and DuckDB read of them with what was written into the documents. The arguments are
 * those of {@link EnginesCommand}.
 */
final class DocumentsSampleCommand {
  private static final int DOCUMENTS = 2_000;

  private DocumentsSampleCommand() {}

  public static void main(String[] arguments) {
    Command.main(
        arguments,
        deployment -> {
          var folder = Path.of(arguments[2]);
          var trino =
              new TrinoClient(
                  HttpClient.newHttpClient(),
                  URI.create(arguments[1]),
                  EnginesCommand.query(Path.of(arguments[0])).get("database").text());
          try (var s3 = deployment.stack().s3();
              var duckDb = DuckDb.open(folder.resolve("spill"))) {
            var lake = deployment.documents().orElseThrow().bucket();
            var sample = new DocumentsSample(declared(s3, lake), DOCUMENTS, Instant.now());
            put(s3, lake, sample);
            copy(s3, lake, folder);
            trino.awaitStart();
            return compare(sample, new DuckDbClient(duckDb), trino, folder);
          }
        });
  }

  /** The tables as Terraform has declared them to the function. */
  private static String declared(S3Client s3, String lake) {
    var keys = s3.listObjectsV2(list -> list.bucket(lake).prefix("declared/")).contents();
    return s3.getObjectAsBytes(get -> get.bucket(lake).key(keys.getFirst().key())).asUtf8String();
  }

  /**
   * Puts the objects where the function would. The lake's policy refuses all writers but the
   * function, so it is taken away: this environment ends when the answers are compared.
   */
  private static void put(S3Client s3, String lake, DocumentsSample sample) {
    s3.deleteBucketPolicy(delete -> delete.bucket(lake));
    sample
        .objects()
        .forEach(
            (key, lines) ->
                s3.putObject(put -> put.bucket(lake).key(key), RequestBody.fromBytes(lines)));
  }

  private static void copy(S3Client s3, String lake, Path folder) throws IOException {
    var list = s3.listObjectsV2Paginator(page -> page.bucket(lake).prefix("tables/"));
    for (var object : list.contents()) {
      var file = folder.resolve(object.key());
      Files.createDirectories(file.getParent());
      Files.write(
          file, s3.getObjectAsBytes(get -> get.bucket(lake).key(object.key())).asByteArray());
    }
  }

  private static int compare(
      DocumentsSample sample, DuckDbClient duckDb, TrinoClient trino, Path folder)
      throws IOException {
    var wrong = new ArrayList<String>();
    for (var table : sample.tables()) {
      var ours =
          duckDb.run(
              statement(sample.select(table, "to_json(%s)", lines(sample, table, folder))),
              Map.of());
      var theirs =
          trino.run(
              statement(sample.select(table, "json_format(CAST(%s AS JSON))", table)), Map.of());
      System.out.printf(
          "%s: %s rows, DuckDB %s ms, Trino %s ms%n",
          table, sample.rows(table), ours.took().toMillis(), theirs.took().toMillis());
      sample.compare(table, ours.rows()).forEach(each -> wrong.add("DuckDB: " + each));
      sample.compare(table, theirs.rows()).forEach(each -> wrong.add("Trino: " + each));
    }
    wrong.forEach(each -> System.err.println("error: " + TerminalText.of(each)));
    return wrong.isEmpty() ? 0 : 1;
  }

  private static QueryStatement statement(String text) {
    return new QueryStatement("documents", text, List.of());
  }

  /** The files of a table, with the columns that it declares. */
  private static String lines(DocumentsSample sample, String table, Path folder) {
    return "read_json(%s, format = 'newline_delimited', hive_partitioning = true, hive_types_autocast = false, columns = %s)"
        .formatted(
            SqlText.quote(folder.resolve("tables").resolve(table) + "/**/*.json"),
            sample.duckDbColumns(table));
  }
}
