package objectledger.changes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import objectledger.parameters.Secret;

/** Opens connections through the driver, always with the same settings. */
final class Driver {
  private static final org.postgresql.Driver PROTOCOL = new org.postgresql.Driver();

  private final ServerAddress address;
  private final SSLContext context;
  private final Properties fixed = new Properties();

  /**
   * @throws IllegalArgumentException if the target's address or its certificates are not valid
   */
  Driver(Target target) {
    this.address = new ServerAddress(target.host(), target.port(), target.database());
    this.context = CertificateAuthorities.context(target.ca());
    fixed.setProperty("sslmode", "verify-full");
    fixed.setProperty("sslfactory", TlsSockets.class.getName());
    // A pooler gives each transaction another connection, which knows no earlier statement.
    fixed.setProperty("prepareThreshold", "0");
    fixed.setProperty("assumeMinServerVersion", "14");
    fixed.setProperty("ApplicationName", "object-ledger-changes");
    fixed.setProperty("tcpKeepAlive", "true");
    fixed.setProperty("gssEncMode", "disable");
    // Else messages quote the row that was refused.
    fixed.setProperty("logServerErrorDetail", "false");
    if (!target.pooler()) {
      fixed.setProperty("options", options(target.statementTimeout()));
    }
  }

  /**
   * What a session begins with. Locks are waited for half of the time: the statement is then ended
   * for what it waits for, and not for its time. CrateDB ignores all but the first.
   */
  private static String options(Duration statement) {
    var millis = statement.toMillis();
    return "-c statement_timeout=%s -c lock_timeout=%s".formatted(millis, millis / 2)
        + " -c default_transaction_isolation=read\\ committed";
  }

  /** Opens a connection within a time. */
  OpenConnection open(Secret user, Secret password, Duration limit) throws SQLException {
    var trust = new TlsSockets.Trust(context);
    try {
      var properties = new Properties();
      properties.putAll(fixed);
      properties.setProperty("sslfactoryarg", trust.name());
      properties.setProperty("user", user.reveal());
      properties.setProperty("password", password.reveal());
      limit(properties, limit);
      return new OpenConnection(PROTOCOL.connect(address.url(), properties), trust);
    } catch (SQLException e) {
      // The driver's loginTimeout leaves a thread behind, which waits for this socket.
      trust.end();
      throw e;
    } finally {
      trust.forget();
    }
  }

  /**
   * The driver's loginTimeout ends the waiting; what it leaves behind is ended by the others, which
   * know whole seconds only. No call after the login has a time-out of these.
   */
  private static void limit(Properties properties, Duration limit) {
    var seconds = Long.toString(Math.max(1, limit.toSeconds()));
    properties.setProperty("loginTimeout", Double.toString(Math.max(1, limit.toMillis()) / 1000.0));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("sslResponseTimeout", Long.toString(Math.max(1, limit.toMillis())));
  }

  /** The address, for messages. */
  ServerAddress address() {
    return address;
  }
}
