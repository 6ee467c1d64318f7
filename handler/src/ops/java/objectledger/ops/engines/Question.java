package objectledger.ops.engines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import objectledger.ops.query.QueryStatement;
import objectledger.ops.query.TableColumns;

/**
 * A statement that both engines are asked, with the values of its parameters.
 *
 * @param isOrdered whether the rows have to come in the same order
 */
record Question(QueryStatement statement, Map<String, String> values, boolean isOrdered) {
  /** Statements that are views: they are asked as a person asks them. */
  private static final Set<String> VIEWS = Set.of("inventory", "journal", "latest");

  /** All statements of terraform/queries, by name. */
  static List<Question> all(Map<String, String> dates, Map<String, String> times) {
    return QueryStatement.names().stream().map(name -> of(name, dates, times)).toList();
  }

  /** Asks both engines. */
  ComparedAnswers ask(DuckDbClient duckDb, TrinoClient trino) throws IOException {
    return new ComparedAnswers(
        statement.name(), duckDb.run(statement, values), trino.run(statement, values), isOrdered);
  }

  private static Question of(String name, Map<String, String> dates, Map<String, String> times) {
    if (VIEWS.contains(name)) {
      return new Question(view(name), dates, false);
    }
    var statement = QueryStatement.read(name);
    // Of diff, from and to are times; of all others, dates.
    return new Question(statement, name.equals("diff") ? times : dates, true);
  }

  /**
   * Everything that a view has of one source. Engines write maps and structures in ways of their
   * own.
   */
  private static QueryStatement view(String name) {
    var columns = "*";
    if (!name.equals("inventory")) {
      columns =
          TableColumns.of(name).types().entrySet().stream()
              .map(
                  column ->
                      column.getValue().contains("<")
                          ? "CAST(%s AS JSON) AS %1$s".formatted(column.getKey())
                          : column.getKey())
              .collect(Collectors.joining(", "));
    }
    var text = new StringBuilder("SELECT " + columns + " FROM " + name + " WHERE source = ?");
    var parameters = new ArrayList<>(List.of("source"));
    if (name.equals("journal")) {
      text.append(" AND date BETWEEN ? AND ?");
      parameters.addAll(List.of("from", "to"));
    } else if (name.equals("inventory")) {
      text.append(" AND dt = ?");
      parameters.add("dt");
    }
    return new QueryStatement(name, text.toString(), parameters);
  }
}
