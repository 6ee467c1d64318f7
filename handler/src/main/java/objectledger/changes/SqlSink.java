package objectledger.changes;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import objectledger.lambda.Deadline;
import objectledger.parameters.ParameterProvider;

/**
 * Writes rows into a table of a PostgreSQL or a CrateDB, a batch with one statement. Where the
 * database refuses a value, the batch is halved until the row is found; each half is a commit of
 * its own, which is harmless, because a repeated row changes nothing. Not thread-safe.
 */
final class SqlSink implements Sink, AutoCloseable {
  private final Target target;
  private final DatabaseSession session;
  private final Upsert upsert;
  private final AcceptedRows accepted;

  SqlSink(Target target, DatabaseSession session) {
    this.target = target;
    this.session = session;
    this.upsert = new Upsert(target);
    this.accepted = new AcceptedRows(upsert);
  }

  /**
   * A sink whose connection is opened when rows are first written.
   *
   * @throws IllegalArgumentException if the target's address or its certificates are not valid
   */
  static SqlSink of(Target target, ParameterProvider parameters) {
    var login = new DatabaseLogin(target, parameters);
    return new SqlSink(target, new DatabaseSession(login, target, InstantSource.system()));
  }

  @Override
  public List<RejectedRow> write(List<Row> rows, Deadline deadline) {
    var rejected = new ArrayList<RejectedRow>();
    if (!rows.isEmpty()) {
      write(rows, 0, deadline, rejected);
    }
    return rejected;
  }

  /**
   * @param first index of the first of the rows in the batch
   */
  private void write(List<Row> rows, int first, Deadline deadline, List<RejectedRow> rejected) {
    try {
      var left = session.run(deadline, connection -> unaccepted(rows, connection));
      for (var index : left) {
        writeSingle(rows.get(index), first + index, deadline, rejected);
      }
    } catch (SQLException e) {
      if (SqlFault.of(target.dialect(), e) != SqlFault.RECORD) {
        throw SqlFault.failure(target, e);
      }
      if (rows.size() == 1) {
        rejected.add(rejection(first, e));
        return;
      }
      var middle = rows.size() / 2;
      write(rows.subList(0, middle), first, deadline, rejected);
      write(rows.subList(middle, rows.size()), first + middle, deadline, rejected);
    }
  }

  /** Writes the rows; the indexes of those that the database left out without an error. */
  private List<Integer> unaccepted(List<Row> rows, Connection connection) throws SQLException {
    var count = upsert.batch(connection, rows);
    var isComplete = target.dialect() != Dialect.CRATEDB || count == rows.size();
    return isComplete ? List.of() : accepted.missing(connection, rows);
  }

  /** A row that was left out without an error gives its reason when it is written alone. */
  private void writeSingle(Row row, int index, Deadline deadline, List<RejectedRow> rejected) {
    try {
      if (session.run(deadline, connection -> upsert.single(connection, row)) != 1) {
        throw SqlFault.failure(target, new SQLException("left out without a reason"));
      }
    } catch (SQLException e) {
      if (SqlFault.of(target.dialect(), e) != SqlFault.RECORD) {
        throw SqlFault.failure(target, e);
      }
      rejected.add(rejection(index, e));
    }
  }

  private static RejectedRow rejection(int index, SQLException e) {
    var reasonCode =
        switch (SqlFault.state(e)) {
          case "54000" -> "key-too-large";
          case "54001" -> "too-deep";
          default -> "database-refused";
        };
    return new RejectedRow(
        index, reasonCode, "the database refused it: SQLSTATE " + SqlFault.state(e));
  }

  /** Ends the connection; the next batch opens another. */
  @Override
  public void close() {
    session.close();
  }
}
