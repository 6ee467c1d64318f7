package objectledger.ops.engines;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Map;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.TerminalText;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.StateAtSample;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Asks Trino and DuckDB for the state of random histories at every instant, and compares the
 * answers with a model of S3 and with each other. The arguments are those of {@link
 * EnginesCommand}.
 */
final class StateAtSampleCommand {
  private static final int HISTORIES = 200;

  private StateAtSampleCommand() {}

  public static void main(String[] arguments) {
    Command.main(
        arguments,
        deployment -> {
          var sample = new StateAtSample(HISTORIES);
          put(deployment, sample);
          var trino =
              new TrinoClient(
                  HttpClient.newHttpClient(),
                  URI.create(arguments[1]),
                  EnginesCommand.query(Path.of(arguments[0])).get("database").text());
          var folder = Path.of(arguments[2]);
          try (var duckDb = DuckDb.open(folder.resolve("spill"))) {
            sample.show(duckDb, folder);
            var ours = new DuckDbClient(duckDb).run(sample.statement(), Map.of());
            return show(sample, ours, trino.run(sample.statement(), Map.of()));
          }
        });
  }

  /**
   * Puts the lines where the table has its records. The ledger's policy refuses all writers but the
   * function, so it is taken away: this environment ends when the answers are compared.
   */
  private static void put(DeployedStack deployment, StateAtSample sample) {
    var stack = deployment.stack();
    var key =
        "journal/source=%s/date=2026-01-31/hour=23/histories.json"
            .formatted(stack.sources().first("source").bucket());
    try (var s3 = stack.s3()) {
      s3.deleteBucketPolicy(delete -> delete.bucket(stack.ledgerBucket()));
      s3.putObject(
          put -> put.bucket(stack.ledgerBucket()).key(key),
          RequestBody.fromString(String.join("\n", sample.lines()) + "\n"));
    }
  }

  private static int show(StateAtSample sample, Answer duckDb, Answer trino) {
    var difference = new ComparedAnswers("state-at", duckDb, trino, true).difference();
    var result = sample.compare(trino.rows());
    System.out.printf(
        "state-at on %s histories: %s answers of Trino, %s flagged, %s wrong%n",
        sample.size(), result.asked(), result.flagged(), result.wrong().size());
    result.wrong().forEach(each -> System.err.println("error: " + TerminalText.of(each)));
    if (!difference.isEmpty()) {
      System.err.println("error: " + TerminalText.of(difference));
    }
    return result.wrong().isEmpty() && difference.isEmpty() ? 0 : 1;
  }
}
