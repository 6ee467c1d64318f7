package objectledger.ops.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import objectledger.ops.query.Engine;

/** Counts the rows of an answer by what they say, and passes them on. */
final class RowCounts implements Engine.Rows {
  private final Engine.Rows next;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private List<String> names = List.of();

  RowCounts(Engine.Rows next) {
    this.next = next;
  }

  @Override
  public void columns(List<String> names) {
    this.names = names;
    next.columns(names);
  }

  @Override
  public void row(List<String> values) {
    counts.merge(kind(values), 1L, Long::sum);
    next.row(values);
  }

  private String kind(List<String> values) {
    var change = names.indexOf("change");
    if (change >= 0) {
      return values.get(change);
    }
    var isLatest = values.get(names.indexOf("is_latest"));
    if ("true".equals(values.get(names.indexOf("is_undecided"))) || isLatest == null) {
      return "undecided";
    }
    return isLatest.equals("true") ? "current" : "older versions";
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  String inWords() {
    return isEmpty()
        ? "nothing"
        : counts.entrySet().stream()
            .map(count -> String.format(Locale.ROOT, "%,d %s", count.getValue(), count.getKey()))
            .collect(Collectors.joining(", "));
  }
}
