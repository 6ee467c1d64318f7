package objectledger.changes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The first connection of a process: it may load the driver's classes first, and prints the
 * milliseconds of that and of the first row. Started by a test and by the bench.
 */
public final class ConnectOnce {
  private ConnectOnce() {}

  /** Arguments: whether to load the classes, port, table and user, password, file of the CA. */
  public static void main(String[] arguments) throws Exception {
    var table =
        TestTable.of(
            Integer.parseInt(arguments[1]),
            arguments[2],
            Files.readString(Path.of(arguments[4])),
            Map.of("DATABASE_USER", arguments[2], "DATABASE_PASSWORD", arguments[3]));
    var begun = System.nanoTime();
    if (Boolean.parseBoolean(arguments[0])) {
      DriverClasses.load();
    }
    var loaded = System.nanoTime();
    var threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.isDaemon() || thread.getName().contains("PostgreSQL"))
            .map(Thread::getName)
            .filter(name -> !List.of("main", "DestroyJavaVM").contains(name))
            .toList();
    System.out.println("threads " + threads);
    try (var sink = table.sink()) {
      sink.write(TestTable.rows(1, 1), TestTable.soon());
    }
    System.out.println("load " + (loaded - begun) / 1_000_000);
    System.out.println("first " + (System.nanoTime() - loaded) / 1_000_000);
  }
}
