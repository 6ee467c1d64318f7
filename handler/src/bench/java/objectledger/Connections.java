package objectledger;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import objectledger.ops.Markdown;

/**
 * Proves that pauses of any length between batches lose nothing: three functions beside each other,
 * whose S3 closes idle connections after 5, 7 and 20 s, with random pauses of 1 to 60 s. It fails
 * if a message failed or an attempt of a call was lost.
 */
final class Connections {
  static final List<Integer> CLOSED_AFTER = List.of(5, 7, 20);

  private static final int MESSAGES = 40;
  private static final double SHORTEST_SECONDS = 1;
  private static final double LONGEST_SECONDS = 60;
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Connections() {}

  /**
   * Sends the batches, shows what came of them, and adds it to the figures that are there.
   *
   * @param arguments for how many seconds; a folder for the processes, which must not be there; the
   *     folder of performance.json; and the seed of the pauses, where it is not to be a new one
   */
  public static void main(String[] arguments) throws Exception {
    var time = Duration.ofSeconds(Integer.parseInt(arguments[0]));
    var seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : System.nanoTime();
    OUT.println("pauses of 1 to 60 s, by the seed " + seed);
    var results = run(time, Path.of(arguments[1]), seed);
    var figures = Performance.read(Path.of(arguments[2]));
    add(figures, time, results);
    OUT.print(Markdown.table(LoadTable.connections(figures), 0));
    requireNothingLost(results);
    Files.writeString(Path.of(arguments[2], "performance.json"), figures.toJson());
  }

  private static List<ConnectionRun.Result> run(Duration time, Path folder, long seed)
      throws InterruptedException, ExecutionException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<ConnectionRun.Result>>();
      for (var seconds : CLOSED_AFTER) {
        var run =
            new ConnectionRun(
                folder.resolve("closed-after-" + seconds), Duration.ofSeconds(seconds), MESSAGES);
        var random = new Random(seed + seconds);
        running.add(executor.submit(() -> run.run(time, () -> pause(random))));
      }
      var results = new ArrayList<ConnectionRun.Result>();
      for (var one : running) {
        results.add(one.get());
      }
      return results;
    }
  }

  private static Duration pause(Random random) {
    return Duration.ofMillis((long) (1_000 * random.nextDouble(SHORTEST_SECONDS, LONGEST_SECONDS)));
  }

  static final List<String> HEADING =
      List.of(
          "idle connections closed after, s",
          "batches",
          "requests",
          "failed messages",
          "attempts lost",
          "sent again",
          "new connections",
          "connections reused");

  /** The names of the figures, in the order of the heading. */
  static final List<String> COUNTS =
      List.of("batches", "calls", "failed", "lost", "sent_again", "opened", "reused");

  private static List<Integer> row(ConnectionRun.Result result) {
    return List.of(
        result.batches(),
        result.calls(),
        result.failed(),
        result.lost(),
        result.late(),
        result.opened(),
        result.reused());
  }

  private static void requireNothingLost(List<ConnectionRun.Result> results) {
    for (var result : results) {
      if (result.batches() == 0 || result.failed() > 0 || result.lost() > 0) {
        throw new IllegalStateException("a message failed or an attempt was lost: " + result);
      }
    }
  }

  private static void add(Figures figures, Duration time, List<ConnectionRun.Result> results) {
    figures.describe(
        "connections", "%s s, on %s".formatted(time.toSeconds(), LocalDate.now(ZoneOffset.UTC)));
    for (var i = 0; i < results.size(); i++) {
      var result = results.get(i);
      var name = name(CLOSED_AFTER.get(i));
      var counts = row(result);
      for (var j = 0; j < counts.size(); j++) {
        figures.replace(name + COUNTS.get(j), counts.get(j));
      }
    }
  }

  static String name(int seconds) {
    return "connections.closed_after_%s_s_".formatted(seconds);
  }
}
