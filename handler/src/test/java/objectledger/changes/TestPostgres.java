package objectledger.changes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import objectledger.ops.database.PostgresServer;

/**
 * A PostgreSQL for tests, with TLS, on a port of its own. The superuser {@code postgres} needs no
 * password; every other user needs one, and TLS. All tests of a JVM share one server, which is
 * started on first use and ends with the JVM; a test that stops or changes a server starts its own.
 */
public final class TestPostgres implements AutoCloseable {
  public static final String DATABASE = "postgres";

  private final Path folder;
  private final PostgresServer server;

  private TestPostgres(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.server = PostgresServer.start(folder);
  }

  /** Is loaded, and so started, when a test first asks for it. */
  private static final class Shared {
    private static final TestPostgres SERVER = create();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVER::end));
    }
  }

  private void end() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server that all tests share: each makes tables, and users, of names of its own. */
  public static TestPostgres shared() {
    return Shared.SERVER;
  }

  /** Another server, for a test that stops or changes it. */
  public static TestPostgres create() {
    try {
      return new TestPostgres(Files.createTempDirectory("object-ledger-postgres"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts it, with the data and on the port that it had before it was stopped. */
  public void start() throws IOException {
    server.start();
  }

  /** Stops it: every connection ends with 57P01. */
  public void stop() throws IOException {
    server.stop();
  }

  /** Its processes, which a test may pause. */
  public List<ProcessHandle> processes() throws IOException {
    var pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).getFirst();
    var postmaster = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    var processes = new ArrayList<ProcessHandle>(List.of(postmaster));
    processes.addAll(postmaster.descendants().toList());
    return processes;
  }

  /** The folder of its files, whose owner it runs as. */
  public Path data() {
    return folder.resolve("data");
  }

  public int port() {
    return server.port();
  }

  /** The certificate that its clients must trust, in PEM. */
  public String ca() {
    return server.ca();
  }

  /** A connection of the superuser, which ends with the caller's block. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(server.superuserUrl());
  }

  /** Runs statements as the superuser, such as DDL. */
  public void run(String... statements) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a query, each the texts of its columns, as the superuser sees them. */
  public List<List<String>> query(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      var rows = new ArrayList<List<String>>();
      var columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        var row = new ArrayList<String>();
        for (var column = 1; column <= columns; column++) {
          row.add(found.getString(column));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
