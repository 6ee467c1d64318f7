package objectledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import objectledger.changes.ChangesBench;
import objectledger.documents.DocumentKind;

/**
 * The tables of the functions of changes and documents, beside what they are compared with. What
 * was not measured is left out.
 */
final class StageTables {
  private final Figures figures;

  private StageTables(Figures figures) {
    this.figures = figures;
  }

  /**
   * Prints them.
   *
   * @param arguments a file in which the measurements printed
   */
  public static void main(String[] arguments) throws IOException {
    var figures = new Figures();
    ToolFigures.add(figures, Files.readAllLines(Path.of(arguments[0])));
    System.out.print(of(figures));
  }

  static String of(Figures figures) {
    var tables = new StageTables(figures);
    return Tables.section(
            "Changes: batches beside a statement and a commit a change", tables.rates(), 1)
        + Tables.section("Changes: memory, first connection and lag", tables.changes(), 1)
        + Tables.section("Documents beside jackson-core's own copy", tables.documents(), 1);
  }

  private List<List<String>> rates() {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "the database",
            "rows a second",
            "one by one",
            "times as many",
            "target",
            "",
            "CPU a change, µs",
            "one by one",
            "times less"));
    rate(rows, "on the loopback", "changes.loopback", 10);
    rate(rows, "with 1 ms on the way", "changes.delayed", 40);
    return rows;
  }

  private void rate(List<List<String>> rows, String label, String name, int target) {
    var batch = name + ".batch_";
    var single = name + ".single_";
    if (figures.has(batch + "a_second")) {
      var times = quotient(batch + "a_second", single + "a_second");
      rows.add(
          List.of(
              label,
              number(batch + "a_second", 0),
              number(single + "a_second", 0),
              Tables.number(times, 1),
              "≥ " + target,
              Tables.verdict(times >= target),
              number(batch + "cpu_us", 1),
              number(single + "cpu_us", 1),
              Tables.number(quotient(single + "cpu_us", batch + "cpu_us"), 1)));
    }
  }

  private List<List<String>> changes() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("what", "measured", "target", ""));
    if (figures.has("changes.memory.changes")) {
      var written = figures.median("changes.memory.changes");
      var growth = quotient("changes.memory.most_mb", "changes.memory.first_mb");
      rows.add(
          List.of(
              "most memory until %s changes ÷ after %s"
                  .formatted(
                      Tables.number(written, 0),
                      Tables.number(written / ChangesBench.MEMORY_PARTS, 0)),
              Tables.number(growth, 2),
              "≤ 1.1",
              Tables.verdict(growth <= 1.1)));
    }
    row(rows, "first connection and row of a process, cold, ms", "changes.first.cold_ms", 0);
    row(rows, "first connection and row, classes loaded before, ms", "changes.first.loaded_ms", 0);
    row(rows, "lag at 1,000 changes a second: p50, ms", "changes.lag.p50_ms", 0);
    row(rows, "lag at 1,000 changes a second: p99, ms", "changes.lag.p99_ms", 0);
    row(rows, "lag: share that is waiting for the window", "changes.lag.window_share", 2);
    row(rows, "lag: changes a batch", "changes.lag.batch", 0);
    return rows;
  }

  private void row(List<List<String>> rows, String label, String name, int digits) {
    if (figures.has(name)) {
      rows.add(List.of(label, number(name, digits), "", ""));
    }
  }

  private List<List<String>> documents() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("documents", "the function, MB/s", "jackson-core, MB/s", "÷ limit"));
    for (var kind : DocumentKind.values()) {
      var ours = kind.figure() + ".mb_a_second";
      var limit = kind.figure() + ".jackson_mb_a_second";
      if (figures.has(ours)) {
        rows.add(
            List.of(
                kind.label(),
                number(ours, 0),
                number(limit, 0),
                Tables.number(quotient(ours, limit), 2)));
      }
    }
    return rows;
  }

  private double quotient(String name, String other) {
    return figures.median(name) / figures.median(other);
  }

  private String number(String name, int digits) {
    return Tables.number(figures.median(name), digits);
  }
}
