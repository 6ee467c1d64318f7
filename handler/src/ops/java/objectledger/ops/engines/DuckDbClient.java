package objectledger.ops.engines;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.QueryStatement;

/** Runs statements in DuckDB, as an {@link Answer}. */
record DuckDbClient(DuckDb duckDb) {
  Answer run(QueryStatement statement, Map<String, String> values) {
    var started = System.nanoTime();
    var columns = new ArrayList<String>();
    var rows = new ArrayList<List<String>>();
    duckDb.query(
        statement,
        values,
        row -> {
          if (columns.isEmpty()) {
            addColumns(row, columns);
          }
          rows.add(texts(row));
        });
    return new Answer(columns, rows, Duration.ofNanos(System.nanoTime() - started));
  }

  private static void addColumns(ResultSet row, List<String> columns) throws SQLException {
    for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      columns.add(row.getMetaData().getColumnName(i));
    }
  }

  private static List<String> texts(ResultSet row) throws SQLException {
    var texts = new ArrayList<String>();
    for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      texts.add(row.getString(i));
    }
    return texts;
  }
}
