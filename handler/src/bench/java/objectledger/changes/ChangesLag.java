package objectledger.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import objectledger.lambda.Deadline;
import objectledger.ops.ScaleFigures;
import objectledger.ops.cost.Latencies;
import objectledger.ops.cost.LoadSimulation;

/**
 * Measures the lag of 1,000 changes a second: from when a change should have arrived until the
 * transaction that wrote its row has ended. The changes are of a table's stream with one shard and
 * come at random times, through the function's own handler, into a real PostgreSQL. Prints figures.
 */
public final class ChangesLag {
  static final int BATCH_SIZE = 1_000;
  static final int WINDOW_SECONDS = 1;
  private static final int RATE = 1_000;
  private static final long SEED = 1;
  private static final String ALL_WRITTEN = "{\"batchItemFailures\":[]}";

  private final ShardRun.Clock clock;
  private final SqlSink sink;
  private final ChangesFixture function =
      new ChangesFixture(ChangesFixture.declarations(), this::write);
  private final List<String> records;
  private double ended;

  private ChangesLag(ShardRun.Clock clock, SqlSink sink, List<String> records) {
    this.clock = clock;
    this.sink = sink;
    this.records = records;
  }

  /**
   * Measures.
   *
   * @param arguments how many seconds do not count, and how many then do
   */
  public static void main(String[] arguments) throws Exception {
    var from = Integer.parseInt(arguments[0]);
    var due = LoadSimulation.arrivals(RATE, from + Integer.parseInt(arguments[1]), SEED);
    // They are made before, so that the generator takes no CPU from the function.
    var records = records(due.size());
    try (var server = TestPostgres.create()) {
      var table = TestTable.json(server);
      try (var sink = table.sink()) {
        var clock = ShardRun.wallClock();
        var lag = new ChangesLag(clock, sink, records);
        var batches = new CountedBatches(from);
        ShardRun.Function function =
            (first, end) -> {
              batches.add(due.subList(first, end));
              return lag.invoke(first, end);
            };
        var written = new ShardRun(BATCH_SIZE, WINDOW_SECONDS, clock, function).run(due);
        var rows = table.count();
        ScaleFigures.require(
            rows == due.size(), "of %s changes %s rows are written".formatted(due.size(), rows));
        print(written.stream().filter(each -> each.due() >= from).toList());
        ScaleFigures.print("changes.lag.batch", batches.meanSize());
      }
    }
  }

  /** Each has a key of its own, so that as many rows as changes must be there in the end. */
  private static List<String> records(int count) {
    var text = "Lorem ipsum dolor sit amet, ".repeat(20);
    var records = new ArrayList<String>(count);
    for (var i = 0; i < count; i++) {
      var key = "{\"id\":{\"S\":\"key-%s\"}".formatted(i);
      var image =
          "%s,\"amount\":{\"N\":\"%s.25\"},\"note\":{\"S\":\"%s\"}}".formatted(key, i, text);
      records.add(StreamEvents.dynamo("INSERT", Long.toString(100_000_000L + i), key + "}", image));
    }
    return records;
  }

  private double invoke(int first, int end) {
    var request = StreamEvents.batch(records.subList(first, end)).getBytes(UTF_8);
    var answer = function.answer(request);
    ScaleFigures.require(answer.equals(ALL_WRITTEN), answer + function.log());
    return ended;
  }

  private List<RejectedRow> write(List<Row> rows, Deadline deadline) {
    var rejected = sink.write(rows, deadline);
    ended = clock.seconds();
    return rejected;
  }

  private static void print(List<ShardRun.Written> written) {
    var lags = new Latencies();
    written.forEach(each -> lags.add(each.lag()));
    var all = written.stream().mapToDouble(ShardRun.Written::lag).sum();
    var inWindow = written.stream().mapToDouble(ShardRun.Written::inWindow).sum();
    ScaleFigures.print("changes.lag.p50_ms", lags.quantile(0.5) * 1e3);
    ScaleFigures.print("changes.lag.p99_ms", lags.quantile(0.99) * 1e3);
    ScaleFigures.print("changes.lag.window_share", inWindow / all);
  }
}
