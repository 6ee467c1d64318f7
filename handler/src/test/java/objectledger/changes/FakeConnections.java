package objectledger.changes;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.lambda.Deadline;

/** A database whose connections do nothing, and that counts them. */
final class FakeConnections implements Database {
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger ended = new AtomicInteger();

  /** What opening a connection throws; null lets it open. */
  SQLException refusal;

  boolean isAlive = true;

  @Override
  public OpenConnection open(Deadline deadline) throws SQLException {
    if (refusal != null) {
      throw refusal;
    }
    opened.incrementAndGet();
    var connection =
        (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "isValid" -> isAlive;
                      case "isClosed" -> false;
                      default -> null;
                    });
    return new OpenConnection(connection, ended::incrementAndGet);
  }
}
