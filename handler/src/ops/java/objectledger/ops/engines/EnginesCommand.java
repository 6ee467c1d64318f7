package objectledger.ops.engines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import objectledger.json.JsonValue;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.TerminalText;
import objectledger.ops.UtcTime;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.JournalCopy;
import objectledger.ops.query.LatestCopy;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Asks Trino and DuckDB every statement of terraform/queries and compares the answers. The
 * arguments are the file of the stack's outputs, Trino's address, a folder for copies and the
 * document that shows the table.
 */
final class EnginesCommand {
  private final DeployedStack deployment;
  private final S3Client s3;
  private final String bucket;
  private final String ledger;
  private final Path folder;

  private EnginesCommand(DeployedStack deployment, S3Client s3, Path folder) {
    this.deployment = deployment;
    this.s3 = s3;
    this.bucket = deployment.stack().sources().first("source").bucket();
    this.ledger = deployment.stack().ledgerBucket();
    this.folder = folder;
  }

  public static void main(String[] arguments) {
    Command.main(
        arguments,
        deployment -> {
          try (var s3 = deployment.clients().s3();
              var duckDb = DuckDb.open(Path.of(arguments[2], "duckdb"))) {
            var query = query(Path.of(arguments[0]));
            var trino =
                new TrinoClient(
                    HttpClient.newHttpClient(),
                    URI.create(arguments[1]),
                    query.get("database").text());
            var results = query.get("results_bucket").text();
            return new EnginesCommand(deployment, s3, Path.of(arguments[2]))
                .run(trino, duckDb, results, Path.of(arguments[3]));
          }
        });
  }

  static JsonValue query(Path outputs) throws IOException {
    try (var in = Files.newInputStream(outputs)) {
      return JsonValue.read(in).get("query").get("value");
    }
  }

  private int run(TrinoClient trino, DuckDb duckDb, String results, Path document)
      throws IOException {
    var objects = new SampleObjects(s3, bucket);
    var present = objects.recorded(ledger);
    present += objects.first();
    objects.await(ledger, present);
    var middle = Instant.now().plusMillis(1).truncatedTo(ChronoUnit.MILLIS);
    objects.await(ledger, present + objects.second());
    objects.withoutEvents();
    var dt = new WrittenInventory(s3, duckDb, results).write(bucket, folder.resolve("inventory"));
    copy(duckDb);
    trino.awaitStart();
    var differences = new ArrayList<String>();
    var rows = new ArrayList<>(List.of(EngineTable.HEADING));
    for (var question : Question.all(dates(middle, dt), times(middle))) {
      var comparison = question.ask(new DuckDbClient(duckDb), trino);
      System.out.println(TerminalText.of(String.join("  ", comparison.row())));
      if (!comparison.difference().isEmpty()) {
        differences.add(comparison.name() + ": " + comparison.difference());
      }
      rows.add(comparison.row());
    }
    differences.forEach(each -> System.err.println("error: " + TerminalText.of(each)));
    if (differences.isEmpty()) {
      EngineTable.write(document, rows);
    }
    return differences.isEmpty() ? 0 : 1;
  }

  private void copy(DuckDb duckDb) throws IOException {
    var progress = Progress.onStandardOutput();
    var owner = deployment.accountId();
    try (var shutdown = ShutdownSignal.ofThisProcess()) {
      var journal = folder.resolve("journal");
      new JournalCopy(s3, owner, ledger, journal, progress, shutdown)
          .sync(bucket, LocalDate.MIN, LocalDate.MAX);
      var latest = folder.resolve("latest");
      new LatestCopy(s3, owner, ledger, latest, progress, shutdown).sync(bucket);
      duckDb.journal(journal, bucket);
      duckDb.latest(latest);
    }
  }

  private Map<String, String> dates(Instant middle, String dt) {
    var day = middle.truncatedTo(ChronoUnit.DAYS);
    return Map.ofEntries(
        Map.entry("source", bucket),
        Map.entry("prefix", ""),
        Map.entry("at", UtcTime.text(middle)),
        Map.entry("from", UtcTime.text(day.minus(Duration.ofDays(1))).substring(0, 10)),
        Map.entry("to", UtcTime.text(day.plus(Duration.ofDays(1))).substring(0, 10)),
        Map.entry("since", UtcTime.text(day.minus(Duration.ofDays(1)))),
        Map.entry("until", UtcTime.text(day.plus(Duration.ofDays(1)))),
        Map.entry("dt", dt),
        Map.entry("cut", UtcTime.text(day.plus(Duration.ofDays(2)))),
        Map.entry("scope", "all"),
        Map.entry("key", SampleObjects.STORY),
        Map.entry("tag", "stage"),
        Map.entry("value", "raw"));
  }

  private Map<String, String> times(Instant middle) {
    var times = new HashMap<>(dates(middle, ""));
    times.put("from", UtcTime.text(middle));
    times.put("to", UtcTime.text(Instant.now()));
    return times;
  }
}
