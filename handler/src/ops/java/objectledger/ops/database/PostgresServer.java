package objectledger.ops.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PostgreSQL that listens on the loopback, with TLS. Its superuser {@code postgres} needs no
 * password from this machine; every other user needs one, and TLS.
 */
public final class PostgresServer implements AutoCloseable {
  /** The names that its certificate is for. */
  public static final String NAMES = "ip:127.0.0.1,dns:localhost";

  private static final String ACCESS =
      """
      local all postgres trust
      host all postgres samehost trust
      hostssl all all samehost scram-sha-256
      """;

  private final Path folder;
  private final int port;
  private final ServerCertificate certificate;
  private EmbeddedPostgres server;

  private PostgresServer(Path folder, int port, ServerCertificate certificate) {
    this.folder = folder;
    this.port = port;
    this.certificate = certificate;
  }

  /** Starts one on a free port. Its data, key and certificate are in that folder, which exists. */
  public static PostgresServer start(Path folder) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("access.conf"), ACCESS);
    var certificate = ServerCertificate.create(folder, NAMES);
    var server = new PostgresServer(folder, freePort(), certificate);
    server.start();
    return server;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts it again, with the data and on the port that it had before it was stopped. */
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
            .setServerConfig("logging_collector", "on")
            .setServerConfig("max_connections", "60")
            .start();
  }

  /** Stops it: every connection ends with 57P01. */
  public void stop() throws IOException {
    server.close();
  }

  public int port() {
    return port;
  }

  /** The certificate that its clients must trust, in PEM. */
  public String ca() {
    return certificate.pem();
  }

  /** The address of a database for the superuser, from this machine. */
  public String superuserUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  /** The address of a database for a client that verifies the server. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%s/%s?sslmode=verify-full&sslrootcert=%s"
        .formatted(port, database, certificate.certificateFile());
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
