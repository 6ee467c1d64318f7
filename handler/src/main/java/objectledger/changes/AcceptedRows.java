package objectledger.changes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the rows that CrateDB left out. For a key that is too long, a number that is out of range,
 * or a disk that is full it gives no error: only its count is lower.
 */
record AcceptedRows(Upsert upsert) {
  /** Writes the rows again, which changes nothing; the indexes of those that were left out. */
  List<Integer> missing(Connection connection, List<Row> rows) throws SQLException {
    var accepted = new HashSet<>(upsert.returning(connection, rows));
    return IntStream.range(0, rows.size())
        .filter(index -> !accepted.contains(rows.get(index).key()))
        .boxed()
        .toList();
  }
}
