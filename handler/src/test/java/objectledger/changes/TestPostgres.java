package objectledger.changes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A PostgreSQL for tests, with TLS, on a port of its own. The superuser {@code postgres} needs no
 * password; every other user needs one, and TLS. All tests of a JVM share one server, which is
 * started on first use and ends with the JVM; a test that stops or changes a server starts its own.
 */
public final class TestPostgres implements AutoCloseable {
  public static final String DATABASE = "postgres";

  private static final String ACCESS =
      """
      host all postgres all trust
      local all postgres trust
      hostssl all all all scram-sha-256
      """;

  private final Path folder;
  private final int port;
  private final TestCertificate certificate;
  private EmbeddedPostgres server;

  private TestPostgres(Path folder, int port, TestCertificate certificate) throws IOException {
    this.folder = folder;
    this.port = port;
    this.certificate = certificate;
    start();
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
      var folder = Files.createTempDirectory("object-ledger-postgres");
      Files.writeString(folder.resolve("access.conf"), ACCESS);
      var certificate = TestCertificate.create(folder, "ip:127.0.0.1,dns:localhost");
      return new TestPostgres(folder, freePort(), certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts it, with the data and on the port that it had before it was stopped. */
  public void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setServerConfig("hba_file", folder.resolve("access.conf").toString())
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", certificate.certificateFile().toString())
            .setServerConfig("ssl_key_file", certificate.keyFile().toString())
            .setServerConfig("max_connections", "60")
            .start();
  }

  /** Stops it: every connection ends with 57P01. */
  public void stop() throws IOException {
    server.close();
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
    return port;
  }

  /** The certificate that its clients must trust, in PEM. */
  public String ca() {
    return certificate.pem();
  }

  /** A connection of the superuser, which ends with the caller's block. */
  public Connection connect() throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    return DriverManager.getConnection(url, "postgres", null);
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
