package objectledger.changes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The first connection of a process: it may be primed first, and prints the milliseconds of that
 * and of the first row. Started by a test and by the bench.
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
      prime();
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

  /** As before a snapshot, except for the batches. */
  private static void prime() throws Exception {
    var settings =
        ChangesSettings.from(
            Map.of(
                "CHANGES_BUCKET", "changes-bucket",
                "BUCKET_OWNER", "111122223333",
                "DECLARATIONS", "declared/" + "0".repeat(64) + ".json",
                "AWS_REGION", "eu-west-1"));
    var stub = new ChangesFixture(ChangesFixture.declarations(), (rows, deadline) -> List.of());
    new PrimingChanges(settings, (changes, request, out, deadline) -> {}).write(stub, true);
  }
}
