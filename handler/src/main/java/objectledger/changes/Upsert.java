package objectledger.changes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs the statements that write rows. Values are sent as text, which the statement casts. */
final class Upsert {
  private final UpsertText text;
  private final int keys;
  private final int columns;

  Upsert(Target target) {
    this.text = UpsertText.of(target);
    this.keys = target.keys().size();
    this.columns = target.columns().size();
  }

  /** Writes rows in one round trip; their count is the rows that changed, or in CrateDB more. */
  int batch(Connection connection, List<Row> rows) throws SQLException {
    try (var statement = connection.prepareStatement(text.batch())) {
      bind(connection, statement, rows);
      return statement.executeUpdate();
    }
  }

  /** Writes rows, and returns the keys of those that were accepted. */
  List<List<String>> returning(Connection connection, List<Row> rows) throws SQLException {
    try (var statement = connection.prepareStatement(text.returning())) {
      bind(connection, statement, rows);
      try (var found = statement.executeQuery()) {
        var accepted = new ArrayList<List<String>>();
        while (found.next()) {
          var key = new ArrayList<String>();
          for (var i = 1; i <= keys; i++) {
            key.add(found.getString(i));
          }
          accepted.add(key);
        }
        return accepted;
      }
    }
  }

  /** Writes one row by its values, for which each database gives a reason where it refuses. */
  int single(Connection connection, Row row) throws SQLException {
    try (var statement = connection.prepareStatement(text.single())) {
      var place = 1;
      for (var key : row.key()) {
        statement.setString(place++, key);
      }
      statement.setString(place++, row.seq());
      statement.setBoolean(place++, row.deleted());
      for (var value : row.values()) {
        statement.setString(place++, value);
      }
      return statement.executeUpdate();
    }
  }

  private void bind(Connection connection, PreparedStatement statement, List<Row> rows)
      throws SQLException {
    var place = 1;
    for (var i = 0; i < keys; i++) {
      var key = i;
      bindTexts(connection, statement, place++, rows, row -> row.key().get(key));
    }
    bindTexts(connection, statement, place++, rows, Row::seq);
    var deleted = rows.stream().map(Row::deleted).toArray(Boolean[]::new);
    statement.setArray(place++, connection.createArrayOf("bool", deleted));
    for (var i = 0; i < columns; i++) {
      var column = i;
      bindTexts(connection, statement, place++, rows, row -> row.values().get(column));
    }
  }

  private static void bindTexts(
      Connection connection,
      PreparedStatement statement,
      int place,
      List<Row> rows,
      Function<Row, String> value)
      throws SQLException {
    var texts = new String[rows.size()];
    for (var i = 0; i < texts.length; i++) {
      texts[i] = value.apply(rows.get(i));
    }
    statement.setArray(place, connection.createArrayOf("text", texts));
  }
}
