package objectledger.changes;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import objectledger.lambda.Deadline;
import objectledger.lambda.FailureException;
import objectledger.parameters.ParameterProvider;

/**
 * The table of a target, for the operator's tools. It connects as the function does. Not
 * thread-safe.
 */
public final class TargetTable implements AutoCloseable {
  private final Target target;
  private final DatabaseSession session;

  /**
   * @throws IllegalArgumentException if the target's address or its certificates are not valid
   */
  public TargetTable(Target target, ParameterProvider parameters) {
    this.target = target;
    var login = new DatabaseLogin(target, parameters);
    this.session = new DatabaseSession(login, target, InstantSource.system());
  }

  /**
   * Creates the table unless it is there, by {@link TableDefinition}.
   *
   * @throws FailureException if the database does not do it; its message has a SQLSTATE
   */
  public void create(Deadline deadline) {
    call(
        deadline,
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(TableDefinition.of(target));
          }
        });
  }

  /**
   * Finds the row of a key.
   *
   * @param key text of each key column
   * @throws FailureException if the database does not answer; its message has a SQLSTATE
   */
  public Optional<StoredRow> find(List<String> key, Deadline deadline) {
    return call(
        deadline,
        connection -> {
          try (var statement = connection.prepareStatement(select())) {
            for (var i = 0; i < key.size(); i++) {
              statement.setString(i + 1, key.get(i));
            }
            try (var found = statement.executeQuery()) {
              if (!found.next()) {
                return Optional.empty();
              }
              var values = new ArrayList<String>();
              for (var i = 0; i < target.columns().size(); i++) {
                values.add(found.getString(i + 3));
              }
              var row =
                  new StoredRow(
                      found.getString(1),
                      found.getBoolean(2),
                      Collections.unmodifiableList(values));
              return Optional.of(row);
            }
          }
        });
  }

  /**
   * The type of each column that the table has, by name; empty if there is no such table.
   *
   * @throws FailureException if the database does not answer; its message has a SQLSTATE
   */
  public Map<String, String> columns(Deadline deadline) {
    return call(
        deadline,
        connection -> {
          try (var statement = connection.prepareStatement(TableDefinition.COLUMNS)) {
            statement.setString(1, target.schema());
            statement.setString(2, target.table());
            var columns = new LinkedHashMap<String, String>();
            try (var found = statement.executeQuery()) {
              while (found.next()) {
                columns.put(found.getString(1), found.getString(2));
              }
            }
            return columns;
          }
        });
  }

  /**
   * Deletes the row of a key, which no stream has any more.
   *
   * @throws FailureException if the database does not do it; its message has a SQLSTATE
   */
  public void remove(List<String> key, Deadline deadline) {
    call(
        deadline,
        connection -> {
          var sql = "DELETE FROM %s WHERE %s".formatted(SqlNames.table(target), isKey());
          try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < key.size(); i++) {
              statement.setString(i + 1, key.get(i));
            }
            return statement.executeUpdate();
          }
        });
  }

  private String select() {
    var names = new ArrayList<>(List.of("\"seq\"", "\"deleted\""));
    target.columns().forEach(column -> names.add(SqlNames.quote(column.name())));
    return "SELECT %s FROM %s WHERE %s"
        .formatted(String.join(", ", names), SqlNames.table(target), isKey());
  }

  private String isKey() {
    return target.keys().stream()
        .map(
            key -> SqlNames.quote(key.name()) + " = ?::text" + SqlNames.cast(target.dialect(), key))
        .collect(Collectors.joining(" AND "));
  }

  private <T> T call(Deadline deadline, SqlCall<T> call) {
    try {
      return session.run(deadline, call);
    } catch (SQLException e) {
      throw SqlFault.failure(target, e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
