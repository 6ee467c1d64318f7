package objectledger.changes;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done with a connection. It can be repeated. */
@FunctionalInterface
interface SqlCall<T> {
  T on(Connection connection) throws SQLException;
}
