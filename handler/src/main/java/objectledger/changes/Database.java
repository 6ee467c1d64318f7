package objectledger.changes;

import java.sql.SQLException;
import objectledger.lambda.Deadline;

/** Opens connections to a database. */
@FunctionalInterface
interface Database {
  /**
   * Opens a connection.
   *
   * @throws objectledger.lambda.FailureException if the user or the password cannot be read
   */
  OpenConnection open(Deadline deadline) throws SQLException;
}
