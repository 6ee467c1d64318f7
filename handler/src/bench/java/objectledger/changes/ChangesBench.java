package objectledger.changes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * Measures changes a second of batches of 1,000 beside a statement and a commit a change, on a real
 * PostgreSQL: on loopback, and with a millisecond between. The rounds of both alternate, and
 * medians count. Then the memory over 100,000 changes, and the first connection of a process.
 */
public final class ChangesBench {
  private static final int BATCH = 1_000;
  private static final int ROUNDS = 5;
  private static final int STARTS = 5;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TestPostgres server;
  private long seq;

  private ChangesBench(TestPostgres server) {
    this.server = server;
  }

  public static void main(String[] arguments) throws Exception {
    try (var server = TestPostgres.create()) {
      var bench = new ChangesBench(server);
      bench.rates("loopback", Duration.ZERO, 10_000, 3_000);
      bench.rates("1 ms between", Duration.ofMillis(1), 10_000, 300);
      bench.memory();
      bench.starts();
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
          var single = connect(table, port)) {
        var batches = new ArrayList<Cost>();
        var singles = new ArrayList<Cost>();
        for (var round = -1; round < ROUNDS; round++) {
          var batch = measure(many, changes -> inBatches(sink, changes));
          var alone = measure(few, changes -> oneByOne(table, single, changes));
          if (round >= 0) {
            batches.add(batch);
            singles.add(alone);
          }
        }
        print(way, median(batches), median(singles));
      }
    }
  }

  private static void print(String way, Cost batch, Cost single) {
    System.out.println("| " + way + " | changes a second | CPU a change |");
    System.out.println("| --- | --- | --- |");
    line("batches of " + BATCH, batch);
    line("a statement and a commit a change", single);
    System.out.println(
        String.format(
            Locale.ROOT,
            "| ratio | %.1f | %.1f |%n",
            batch.rate() / single.rate(),
            single.microsecondsOfCpu() / batch.microsecondsOfCpu()));
  }

  private static void line(String name, Cost cost) {
    System.out.println(
        String.format(
            Locale.ROOT, "| %s | %.0f | %.1f µs |", name, cost.rate(), cost.microsecondsOfCpu()));
  }

  private static Cost median(List<Cost> costs) {
    var sorted = costs.stream().sorted((a, b) -> Double.compare(a.rate(), b.rate())).toList();
    return sorted.get(sorted.size() / 2);
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

  /** The rows are made anew: each is a change of a key that the table has. */
  private void inBatches(Sink sink, int changes) {
    for (var done = 0; done < changes; done += BATCH) {
      seq++;
      sink.write(TestTable.rows(BATCH, seq), TestTable.soon());
    }
  }

  /** The same statement for one change each, prepared once, on one connection. */
  private void oneByOne(TestTable table, Connection connection, int changes) throws SQLException {
    try (var statement = connection.prepareStatement(UpsertText.of(table.target()).single())) {
      for (var done = 0; done < changes; done += BATCH) {
        seq++;
        for (var row : TestTable.rows(Math.min(BATCH, changes), seq)) {
          statement.setString(1, row.key().getFirst());
          statement.setString(2, row.seq());
          statement.setBoolean(3, row.deleted());
          statement.setString(4, row.values().getFirst());
          statement.executeUpdate();
        }
      }
    }
  }

  private Connection connect(TestTable table, int port) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", table.user());
    properties.setProperty("password", table.secrets().get("DATABASE_PASSWORD"));
    properties.setProperty("sslmode", "require");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + TestPostgres.DATABASE, properties);
  }

  /** The memory that is used after a collection, each 20,000 changes. */
  private void memory() throws SQLException {
    var table = TestTable.json(server);
    System.out.println("| changes written | memory used |\n| --- | --- |");
    try (var sink = table.sink()) {
      for (var part = 1; part <= 5; part++) {
        inBatches(sink, 20_000);
        System.gc();
        var used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.println(
            String.format(Locale.ROOT, "| %,d | %.1f MB |", part * 20_000, used / 1e6));
      }
    }
    System.out.println();
  }

  private void starts() throws Exception {
    var table = TestTable.json(server);
    var ca = Files.createTempFile("object-ledger-ca", ".pem");
    Files.writeString(ca, server.ca());
    System.out.println("| first row of a process, with TLS | loading | connecting and writing |");
    System.out.println("| --- | --- | --- |");
    for (var isLoading : List.of(false, true)) {
      var loads = new int[STARTS];
      var firsts = new int[STARTS];
      for (var start = 0; start < STARTS; start++) {
        var printed = start(isLoading, table, ca);
        loads[start] = number(printed, "load ");
        firsts[start] = number(printed, "first ");
      }
      Arrays.sort(loads);
      Arrays.sort(firsts);
      System.out.println(
          "| %s | %s ms | %s ms |"
              .formatted(
                  isLoading ? "classes loaded before" : "cold",
                  loads[STARTS / 2],
                  firsts[STARTS / 2]));
    }
    Files.delete(ca);
  }

  private static int number(String printed, String name) {
    return printed
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToInt(line -> Integer.parseInt(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private String start(boolean isLoading, TestTable table, Path ca)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ConnectOnce.class.getName(),
                Boolean.toString(isLoading),
                Integer.toString(server.port()),
                table.target().table(),
                table.secrets().get("DATABASE_PASSWORD"),
                ca.toString())
            .redirectErrorStream(true)
            .start();
    try (var out = process.getInputStream()) {
      var printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(printed);
      }
      return printed;
    }
  }
}
