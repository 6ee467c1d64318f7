package objectledger.changes;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Changes of the same keys, each newer than all before: in batches, or one by one. Exactly as many
 * are written as are asked for, so that a rate may be computed from that number.
 */
final class Writes {
  private static final int BATCH = 1_000;

  private long seq;

  /** The rows are made anew: each is a change of a key that the table has. */
  void inBatches(Sink sink, int changes) {
    for (var done = 0; done < changes; done += BATCH) {
      seq++;
      sink.write(TestTable.rows(Math.min(BATCH, changes - done), seq), TestTable.soon());
    }
  }

  /** The same statement for one change each, prepared once, on one connection. */
  void oneByOne(TestTable table, Connection connection, int changes) throws SQLException {
    try (var statement = connection.prepareStatement(UpsertText.of(table.target()).single())) {
      for (var done = 0; done < changes; done += BATCH) {
        seq++;
        for (var row : TestTable.rows(Math.min(BATCH, changes - done), seq)) {
          statement.setString(1, row.key().getFirst());
          statement.setString(2, row.seq());
          statement.setBoolean(3, row.deleted());
          statement.setString(4, row.values().getFirst());
          statement.executeUpdate();
        }
      }
    }
  }

  static Connection connect(TestTable table, int port) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", table.user());
    properties.setProperty("password", table.secrets().get("DATABASE_PASSWORD"));
    properties.setProperty("sslmode", "require");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + TestPostgres.DATABASE, properties);
  }
}
