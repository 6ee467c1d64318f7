package objectledger;

import java.util.ArrayList;
import java.util.List;
import objectledger.ops.query.QueryStatement;

/**
 * The tables of the tools at size, and of the SQL statements. What was not measured is left out.
 */
final class ToolTables {
  private final Figures figures;

  private ToolTables(Figures figures) {
    this.figures = figures;
  }

  static String of(Figures figures) {
    var tables = new ToolTables(figures);
    return Tables.section("Tools at size", tables.tools(), 1)
        + Tables.section(tables.statements(), tables.queries(), 1);
  }

  private String statements() {
    return figures.has("query.records")
        ? "Statements on %s records, in objects of 100 and in a copy"
            .formatted(Tables.number(figures.median("query.records"), 0))
        : "";
  }

  private List<List<String>> tools() {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of("tool", "of", "seconds", "a second", "÷ limit", "target", "CPU, s", "memory, MB"));
    for (var keys : List.of(1_000_000, 5_000_000, 10_000_000)) {
      verify(rows, keys);
    }
    if (figures.has("backfill.objects")) {
      var objects = figures.median("backfill.objects");
      var recorded = figures.median("backfill.record_a_second");
      rows.add(
          List.of(
              "`make backfill` ÷ a listing alone",
              Tables.number(objects, 0),
              Tables.number(objects / recorded, 1),
              Tables.number(recorded, 0),
              Tables.number(recorded / figures.median("backfill.list_a_second"), 2),
              "≥ 0.8",
              "",
              Tables.number(figures.median("backfill.peak_mb"), 0)));
    }
    for (var messages : List.of(10_000, 100_000)) {
      messages(rows, "`make failures`", "list", messages);
    }
    for (var messages : List.of(10_000, 100_000)) {
      messages(rows, "`make redrive`", "redrive", messages);
    }
    return rows;
  }

  private void verify(List<List<String>> rows, int keys) {
    var name = "verify." + keys;
    if (figures.has(name + ".seconds")) {
      var seconds = figures.median(name + ".seconds");
      rows.add(
          List.of(
              "`make verify`, the comparison ÷ DuckDB's reading",
              Tables.number(keys, 0),
              Tables.number(seconds, 1),
              Tables.number(keys / seconds, 0),
              Tables.number(seconds / figures.median(name + ".read_seconds"), 2),
              "≤ 2",
              Tables.number(figures.median(name + ".cpu_seconds"), 1),
              Tables.number(figures.median(name + ".peak_mb"), 0)));
    }
  }

  private void messages(List<List<String>> rows, String label, String tool, int messages) {
    var name = tool + "." + messages;
    if (figures.has(name + ".seconds")) {
      var seconds = figures.median(name + ".seconds");
      rows.add(
          List.of(
              label,
              Tables.number(messages, 0),
              Tables.number(seconds, 1),
              Tables.number(messages / seconds, 0),
              "",
              "",
              Tables.number(figures.median(name + ".cpu_seconds"), 1),
              Tables.number(figures.median(name + ".peak_mb"), 0)));
    }
  }

  private List<List<String>> queries() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("statement", "objects: MB", "s", "copy: MB", "s", "MB ÷", "s ÷"));
    for (var name : QueryStatement.names()) {
      if (figures.has("query.%s.json_mb".formatted(name))) {
        rows.add(
            List.of(
                "`" + name + "`",
                query(name, "json_mb", 0),
                query(name, "json_seconds", 2),
                query(name, "parquet_mb", 1),
                query(name, "parquet_seconds", 2),
                ratio(name, "mb"),
                ratio(name, "seconds")));
      }
    }
    return rows;
  }

  private String query(String name, String what, int digits) {
    return Tables.number(figures.median("query.%s.%s".formatted(name, what)), digits);
  }

  private String ratio(String name, String what) {
    var figure = "query." + name;
    return Tables.number(
        figures.median(figure + ".json_" + what) / figures.median(figure + ".parquet_" + what), 0);
  }
}
