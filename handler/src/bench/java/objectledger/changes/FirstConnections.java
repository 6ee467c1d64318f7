package objectledger.changes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import objectledger.ops.ScaleFigures;

/** Measures the first row of a process, with TLS: cold, and with its classes loaded before. */
final class FirstConnections {
  private FirstConnections() {}

  static void measure(TestPostgres server, int rounds) throws Exception {
    var table = TestTable.json(server);
    var ca = Files.createTempFile("object-ledger-ca", ".pem");
    try {
      Files.writeString(ca, server.ca());
      for (var round = 0; round < rounds; round++) {
        ScaleFigures.print("changes.first.cold_ms", first(start(false, server, table, ca)));
        ScaleFigures.print("changes.first.loaded_ms", first(start(true, server, table, ca)));
      }
    } finally {
      Files.delete(ca);
    }
  }

  private static int first(String printed) {
    return printed
        .lines()
        .filter(line -> line.startsWith("first "))
        .mapToInt(line -> Integer.parseInt(line.substring("first ".length())))
        .findFirst()
        .orElseThrow();
  }

  private static String start(boolean isLoading, TestPostgres server, TestTable table, Path ca)
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
