package objectledger.ops.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import objectledger.ops.TerminalText;
import objectledger.ops.query.Engine;

/**
 * The rows of a statement as values of JSON. In a text, what is invisible is an escape: a key could
 * otherwise pass for another one.
 */
final class ReportRows implements Engine.Rows {
  private static final Set<String> NUMBERS =
      Set.of(
          "at_least",
          "bytes",
          "created",
          "deleted",
          "deletions",
          "existing",
          "longest_millis",
          "merged",
          "objects",
          "place",
          "records",
          "within_10_seconds",
          "within_15_minutes",
          "within_a_minute",
          "within_a_second");

  private final List<Map<String, Object>> rows = new ArrayList<>();
  private List<String> names = List.of();

  @Override
  public void columns(List<String> names) {
    this.names = names;
  }

  @Override
  public void row(List<String> values) {
    var row = new LinkedHashMap<String, Object>();
    for (var i = 0; i < names.size(); i++) {
      if (values.get(i) != null) {
        row.put(names.get(i), typed(names.get(i), values.get(i)));
      }
    }
    rows.add(row);
  }

  private static Object typed(String name, String value) {
    return NUMBERS.contains(name) ? (Object) Long.valueOf(value) : TerminalText.of(value);
  }

  List<Map<String, Object>> all() {
    return List.copyOf(rows);
  }

  /** The sum of a column. */
  long sum(String column) {
    return rows.stream().mapToLong(row -> (Long) row.getOrDefault(column, 0L)).sum();
  }
}
