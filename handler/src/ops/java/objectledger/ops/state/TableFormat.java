package objectledger.ops.state;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import objectledger.ops.TerminalText;

/** Lines to read: one object or version each, its key last, because keys can be long. */
final class TableFormat implements RowFormat {
  private final PrintStream out;
  private List<String> names = List.of();

  TableFormat(PrintStream out) {
    this.out = out;
  }

  @Override
  public void columns(List<String> names) {
    this.names = names;
    if (names.contains("change")) {
      print("CHANGE", "BYTES FROM", "BYTES TO", "VERSION", "KEY");
    } else {
      print("", "BYTES", "LAST MODIFIED", "VERSION", "KEY");
    }
  }

  @Override
  public void row(List<String> values) {
    Map<String, String> row = new HashMap<>();
    for (var i = 0; i < names.size(); i++) {
      row.put(names.get(i), values.get(i) == null ? "-" : values.get(i));
    }
    var version = row.get("version_id").equals("null") ? "-" : row.get("version_id");
    if (row.containsKey("change")) {
      print(row.get("change"), row.get("size_from"), row.get("size_to"), version, row.get("key"));
    } else {
      print(state(row), row.get("size"), row.get("last_modified_date"), version, row.get("key"));
    }
  }

  private static String state(Map<String, String> row) {
    if (row.get("is_undecided").equals("true")) {
      return "undecided";
    }
    return switch (row.get("is_latest")) {
      case "true" -> "current";
      case "false" -> "older";
      default -> "present, perhaps older";
    };
  }

  private void print(String first, String second, String third, String version, String key) {
    out.printf(
        "%-17s %14s  %24s  %-32s  %s%n", first, second, third, version, TerminalText.of(key));
  }
}
