package objectledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import objectledger.changes.TestPostgres;

/**
 * Measures the function beside its baselines: every round has each measurement once, in random
 * order, so that whatever else the machine does meets them all alike. docs/performance.md says how
 * to read the result.
 */
final class Bench {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Bench() {}

  /** A measurement, which may fail. */
  @FunctionalInterface
  interface Measurement {
    void run() throws IOException;
  }

  /**
   * Measures.
   *
   * @param arguments how many rounds; a folder with the variants' folders; the runtime client's;
   *     the bench's own; the zip; and the folder for the figures
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    var rounds = Integer.parseInt(arguments[0]);
    var work = Path.of(arguments[3]);
    // One round is a trial of the bench itself: it does everything once, with less of it.
    var trial = rounds == 1;
    var size = trial ? 20 : 1_000;
    var seed = System.nanoTime();
    var figures = new Figures();
    Machine.describe(figures, work);
    figures.describe("rounds", Integer.toString(rounds));
    figures.add("ledger.zip_bytes", (double) Files.size(Path.of(arguments[4])));
    var objects = Files.createDirectories(work.resolve("objects"));
    try (var stub = new Stub(work.resolve("stub.p12"), "changeit", objects);
        var database = TestPostgres.create()) {
      var place =
          new Launch.Place(Path.of(arguments[1]), Path.of(arguments[2]), work, stub.endpoint());
      var variants =
          Arrays.stream(Variant.values())
              .filter(variant -> place.has(variant) && !variant.isApart())
              .filter(variant -> !trial || !variant.isOneOfMany())
              .toList();
      var starts = new Starts(place, stub, figures, variants);
      var warm = new Warm(place, stub, figures, variants, size, trial ? 0 : 4, trial ? 1 : 3);
      var all = starts.measurements();
      all.addAll(new StageStarts(place, stub, figures, objects, database).measurements());
      run("starts", rounds, seed, all);
      run("CPU of warm objects", Math.ceilDiv(rounds, 3), seed, warm.cpu());
      run("batches", Math.ceilDiv(rounds, 3), seed, warm.batches());
      try (var load = new Load(place, stub, figures, trial)) {
        run("put to record under load", 1, seed, load.measurements());
      }
      run(
          "once",
          1,
          seed,
          List.of(
              warm::slowest,
              new NewConnections(place, stub, figures, trial)::measure,
              warm::memory,
              () -> starts.classes(trial ? List.of(Variant.LEDGER) : starts.variants())));
    }
    Files.writeString(Path.of(arguments[5], "performance.json"), figures.toJson());
  }

  private static void run(String what, int rounds, long seed, List<Measurement> all)
      throws IOException {
    var begin = System.nanoTime();
    var order = new ArrayList<Measurement>(all);
    var random = new Random(seed);
    for (var round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      for (var measurement : order) {
        measurement.run();
      }
    }
    OUT.printf(
        Locale.ROOT,
        "%-20s %2d × %.0f s%n",
        what,
        rounds,
        (System.nanoTime() - begin) / 1e9 / rounds);
  }
}
