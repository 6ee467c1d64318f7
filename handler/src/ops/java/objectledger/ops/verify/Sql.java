package objectledger.ops.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import objectledger.ops.CommandException;
import objectledger.ops.query.DuckDb;

/** Runs statements whose parameters are texts. */
record Sql(Connection connection) {
  /** Runs what returns nothing. */
  void run(String sql, List<String> parameters) {
    try (var statement = prepare(sql, parameters)) {
      statement.execute();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Reads rows, one after the other. */
  void rows(String sql, List<String> parameters, DuckDb.RowReader reader) {
    try (var statement = prepare(sql, parameters);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private PreparedStatement prepare(String sql, List<String> parameters) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (var i = 0; i < parameters.size(); i++) {
      statement.setString(i + 1, parameters.get(i));
    }
    return statement;
  }

  private static CommandException failure(SQLException e) {
    return new CommandException("the listing cannot be compared: " + e.getMessage(), e);
  }
}
