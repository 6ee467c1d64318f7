package objectledger.changes;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection to a database.
 *
 * @param socket ends the connection at once when it is closed, whatever its thread waits for
 */
record OpenConnection(Connection connection, Closeable socket) {
  /** Ends it. The socket is closed first, because TLS would wait for the peer. */
  void end() {
    try {
      socket.close();
      connection.close();
    } catch (SQLException | IOException e) {
      // It is gone already.
    }
  }
}
