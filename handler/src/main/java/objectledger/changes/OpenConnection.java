package objectledger.changes;

import java.io.Closeable;
import java.sql.Connection;

/**
 * A connection to a database.
 *
 * @param socket ends the connection at once when it is closed, whatever its thread waits for
 */
record OpenConnection(Connection connection, Closeable socket) {}
