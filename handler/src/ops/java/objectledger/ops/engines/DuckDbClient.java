package objectledger.ops.engines;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.DuckDbEngine;
import objectledger.ops.query.Engine;
import objectledger.ops.query.QueryStatement;

/** Runs statements in DuckDB, as an {@link Answer}. */
record DuckDbClient(DuckDb duckDb) {
  Answer run(QueryStatement statement, Map<String, String> values) {
    var started = System.nanoTime();
    var columns = new ArrayList<String>();
    var rows = new ArrayList<List<String>>();
    var unused =
        new DuckDbEngine(duckDb)
            .run(
                statement,
                values,
                new Engine.Rows() {
                  @Override
                  public void columns(List<String> names) {
                    columns.addAll(names);
                  }

                  @Override
                  public void row(List<String> row) {
                    rows.add(row);
                  }
                });
    return new Answer(columns, rows, Duration.ofNanos(System.nanoTime() - started));
  }
}
