package objectledger.ops.engines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What two engines answered to one statement. */
record ComparedAnswers(String name, Answer duckDb, Answer trino, boolean isOrdered) {
  /** Why the answers are no proof; empty if they are the same and not empty. */
  String difference() {
    if (duckDb.rows().isEmpty() && trino.rows().isEmpty()) {
      return "no rows: there is nothing to compare";
    }
    if (!duckDb.columns().equals(trino.columns())) {
      return "columns %s of DuckDB, %s of Trino".formatted(duckDb.columns(), trino.columns());
    }
    var ours = rows(duckDb);
    var theirs = rows(trino);
    for (var i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
      var one = i < ours.size() ? ours.get(i) : List.of();
      var other = i < theirs.size() ? theirs.get(i) : List.of();
      if (!one.equals(other)) {
        return "row %s of %s and %s: %s of DuckDB, %s of Trino"
            .formatted(i + 1, ours.size(), theirs.size(), one, other);
      }
    }
    return "";
  }

  private List<List<String>> rows(Answer answer) {
    var rows = new ArrayList<>(answer.comparable());
    if (!isOrdered) {
      rows.sort(Comparator.comparing(Object::toString));
    }
    return rows;
  }

  /** The row of the table in docs/query.md. */
  List<String> row() {
    return List.of(
        "`" + name + "`",
        String.valueOf(trino.rows().size()),
        String.valueOf(duckDb.took().toMillis()),
        String.valueOf(trino.took().toMillis()));
  }
}
