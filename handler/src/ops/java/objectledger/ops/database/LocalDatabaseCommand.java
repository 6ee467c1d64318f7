package objectledger.ops.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import objectledger.json.JsonWriter;

/** Starts the PostgreSQL of a local environment, which then runs by itself. */
final class LocalDatabaseCommand {
  static final String NAME = "object_ledger";

  private static final int PASSWORD_BYTES = 24;

  private LocalDatabaseCommand() {}

  /**
   * Starts the server and makes a database with its owner. The argument is the folder of its data;
   * there it writes
   *
   * <ul>
   *   <li>{@code secret.json}: the user and the password, as the parameter context has them
   *   <li>{@code jdbc.url}: where both are a user's, for tests and for psql's like
   *   <li>{@code plan.vars}: the values of a stack that writes changes there, for PLAN_VARS; once
   *       this file is there, the server can be used
   * </ul>
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    var folder = Path.of(arguments[0]).toAbsolutePath();
    var server = PostgresServer.start(folder);
    var password = password();
    createDatabase(server, password);
    var secret = Map.of("DATABASE_PASSWORD", password, "DATABASE_USER", NAME);
    ServerCertificate.writePrivately(
        folder.resolve("secret.json"), text(JsonWriter.toLine(secret)));
    Files.writeString(folder.resolve("jdbc.url"), server.url(NAME));
    var values = new LocalValues(server.port(), server.ca()).planVars();
    var draft = Files.writeString(folder.resolve("plan.vars.new"), values);
    Files.move(draft, folder.resolve("plan.vars"), StandardCopyOption.ATOMIC_MOVE);
    // The server goes on. What reads its output would keep this process.
    System.exit(0);
  }

  private static void createDatabase(PostgresServer server, String password) throws SQLException {
    try (var connection = DriverManager.getConnection(server.superuserUrl());
        var statement = connection.createStatement()) {
      statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(NAME, password));
      statement.execute("CREATE DATABASE %s OWNER %s".formatted(NAME, NAME));
    }
  }

  private static String password() {
    var bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }
}
