package objectledger.changes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import objectledger.ops.ScaleFigures;

/**
 * Measures changes a second of batches of 1,000 beside a statement and a commit a change, on a real
 * PostgreSQL: on loopback, and with a millisecond between. The rounds of both alternate, and
 * medians count. Then the memory over 100,000 changes, and the first connection of a process.
 * Prints figures.
 */
public final class ChangesBench {
  /** In how many parts the changes of the memory are written; its first figure is after one. */
  public static final int MEMORY_PARTS = 5;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TestPostgres server;
  private final Writes writes = new Writes();
  private final int rounds;
  private final int divisor;

  private ChangesBench(TestPostgres server, int rounds, int divisor) {
    this.server = server;
    this.rounds = rounds;
    this.divisor = divisor;
  }

  /**
   * Measures.
   *
   * @param arguments how many rounds, and by what the numbers of changes are divided: 1, or up to
   *     10 for a trial
   */
  public static void main(String[] arguments) throws Exception {
    var rounds = Integer.parseInt(arguments[0]);
    try (var server = TestPostgres.create()) {
      var bench = new ChangesBench(server, rounds, Integer.parseInt(arguments[1]));
      bench.rates("loopback", Duration.ZERO, 10_000, 3_000);
      bench.rates("delayed", Duration.ofMillis(1), 10_000, 300);
      bench.memory();
      FirstConnections.measure(server, rounds);
    }
  }

  /** What some changes took: seconds, and seconds of the client's CPU. */
  private record Cost(int changes, double seconds, double cpu) {
    double rate() {
      return changes / seconds;
    }

    double microsecondsOfCpu() {
      return cpu / changes * 1_000_000;
    }
  }

  /** Changes that are made and measured. */
  @FunctionalInterface
  private interface Work {
    void run(int changes) throws SQLException;
  }

  private void rates(String way, Duration delay, int many, int few)
      throws SQLException, IOException {
    var table = TestTable.json(server);
    try (var proxy = new TcpProxy(server.port())) {
      var port = delay.isZero() ? server.port() : proxy.port();
      proxy.delay(delay.dividedBy(2));
      try (var sink = table.through(port, LIMIT, LIMIT).sink();
          var single = Writes.connect(table, port)) {
        for (var round = -1; round < rounds; round++) {
          var batch = measure(many / divisor, changes -> writes.inBatches(sink, changes));
          var alone = measure(few / divisor, changes -> writes.oneByOne(table, single, changes));
          if (round >= 0) {
            print("changes." + way + ".batch", batch);
            print("changes." + way + ".single", alone);
          }
        }
      }
    }
  }

  private static void print(String name, Cost cost) {
    ScaleFigures.print(name + "_a_second", cost.rate());
    ScaleFigures.print(name + "_cpu_us", cost.microsecondsOfCpu());
  }

  private static Cost measure(int changes, Work work) throws SQLException {
    var threads = ManagementFactory.getThreadMXBean();
    var cpu = threads.getCurrentThreadCpuTime();
    var begun = System.nanoTime();
    work.run(changes);
    return new Cost(
        changes,
        (System.nanoTime() - begun) / 1e9,
        (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
  }

  /** The memory in use after a collection: after the first part, and the most later. */
  private void memory() throws SQLException {
    var table = TestTable.json(server);
    var changes = 20_000 / divisor;
    try (var sink = table.sink()) {
      var used = new double[MEMORY_PARTS];
      for (var part = 0; part < MEMORY_PARTS; part++) {
        writes.inBatches(sink, changes);
        System.gc();
        used[part] = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
      }
      ScaleFigures.print("changes.memory.changes", changes * MEMORY_PARTS);
      ScaleFigures.print("changes.memory.first_mb", used[0]);
      ScaleFigures.print("changes.memory.most_mb", Arrays.stream(used).skip(1).max().getAsDouble());
    }
  }
}
