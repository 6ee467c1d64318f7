package objectledger.ops.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs statements in DuckDB, on local copies. */
public record DuckDbEngine(DuckDb duckDb) implements Engine {
  @Override
  public String run(QueryStatement statement, Map<String, String> values, Rows rows) {
    duckDb.query(
        statement,
        values,
        columns -> rows.columns(names(columns)),
        result -> rows.row(values(result)));
    return "by DuckDB on this machine";
  }

  private static List<String> names(ResultSet result) throws SQLException {
    var columns = result.getMetaData();
    var names = new ArrayList<String>();
    for (var i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnName(i));
    }
    return names;
  }

  private static List<String> values(ResultSet result) throws SQLException {
    var values = new ArrayList<String>();
    for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
      values.add(result.getString(i));
    }
    return values;
  }

  @Override
  public void close() {
    duckDb.close();
  }
}
