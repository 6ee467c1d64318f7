package objectledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of docs/performance.md. */
final class PerformanceTables {
  private final Figures figures;

  private PerformanceTables(Figures figures) {
    this.figures = figures;
  }

  static String of(Figures figures) {
    var tables = new PerformanceTables(figures);
    return tables.machine()
        + Tables.section("Targets", Targets.table(figures), 1)
        + Tables.section("Start", tables.starts(), 1)
        + Tables.section(
            "With a secret, restored from a snapshot, and at 512 MB", tables.others(), 1)
        + Tables.section("CPU of an object, once warm", tables.cpu(), 1)
        + Tables.section("1,000 objects, every answer of S3 after 15 ms", tables.batches(), 0)
        + LoadTable.of(figures)
        + Tables.section("Memory size", MemorySizes.table(figures), 0)
        + "Below about %s MB a batch is slowed by its CPU; above that it only waits for S3.\n\n"
            .formatted(Tables.number(MemorySizes.balance(figures), 0))
        + StageTables.of(figures)
        + ToolTables.of(figures);
  }

  private String machine() {
    var text = new StringBuilder("\nMeasured on:\n");
    figures
        .machine()
        .forEach((name, value) -> text.append("\n* ").append(name).append(": ").append(value));
    return text.append("\n\n").toString();
  }

  private List<List<String>> starts() {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "function",
            "init, ms",
            "first event, ms",
            "both, ms",
            "quartiles",
            "÷ hello world",
            "÷ limit",
            "memory, MB",
            "classes"));
    for (var variant : Variant.values()) {
      var name = variant.folder;
      if (figures.has(name + ".start_ms")) {
        rows.add(
            List.of(
                variant.label,
                number(name + ".init_ms"),
                number(name + ".first_ms"),
                number(name + ".start_ms"),
                quartiles(name + ".start_ms"),
                ratio(name + ".start_ms", "hello.start_ms"),
                ratio(name + ".start_ms", "hand-signed.start_ms"),
                number(name + ".start_rss_mb"),
                figures.has(name + ".classes") ? number(name + ".classes") : ""));
      }
    }
    return rows;
  }

  /** Each beside the hello world that starts in the usual way, with the same share of a CPU. */
  private List<List<String>> others() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("function", "to the first answer, ms", "quartiles", "÷ hello world"));
    add(
        rows,
        "**Object Ledger**, with a secret and a workflow that are not needed",
        "ledger.unneeded.start_ms",
        "hello.start_ms");
    add(rows, "**Object Ledger**, restored", "ledger.restored_ms", "hello.start_ms");
    for (var variant : List.of(Variant.DOCUMENTS, Variant.CHANGES)) {
      add(rows, variant.label + ", restored", variant.folder + ".restored_ms", "hello.start_ms");
    }
    for (var variant : List.of(Variant.HELLO, Variant.SDK_DEFAULTS, Variant.LEDGER)) {
      add(
          rows,
          variant.label + ", at 512 MB",
          variant.folder + ".small_start_ms",
          "hello.small_start_ms");
    }
    add(
        rows,
        "**Object Ledger**, restored, at 512 MB",
        "ledger.small_restored_ms",
        "hello.small_start_ms");
    return rows;
  }

  private void add(List<List<String>> rows, String label, String name, String floor) {
    if (figures.has(name)) {
      rows.add(List.of(label, number(name), quartiles(name), ratio(name, floor)));
    }
  }

  private List<List<String>> cpu() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("function", "µs", "quartiles", "÷ limit"));
    for (var variant : Variant.values()) {
      add(rows, variant.label, variant.folder + ".cpu_us", "hand-signed.cpu_us");
    }
    var ledger = Variant.LEDGER.label;
    add(rows, ledger + ", an object at a time", "ledger.single_cpu_us", "hand-signed.cpu_us");
    add(
        rows,
        ledger + ", batches of 100 from a queue",
        "ledger.queue_cpu_us",
        "hand-signed.cpu_us");
    return rows;
  }

  private List<List<String>> batches() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("at once", "ms", "times faster", "connections"));
    for (var atOnce : List.of(1, 16, 32, 64)) {
      var name = "ledger.batch_" + atOnce;
      rows.add(
          List.of(
              Integer.toString(atOnce),
              number(name + "_ms"),
              ratio("ledger.batch_1_ms", name + "_ms"),
              number(name + "_connections")));
    }
    return rows;
  }

  private String number(String name) {
    return Tables.number(figures.median(name), 0);
  }

  private String quartiles(String name) {
    var figure = figures.get(name);
    return Tables.number(figure.low(), 0) + "–" + Tables.number(figure.high(), 0);
  }

  private String ratio(String name, String other) {
    return String.format(Locale.ROOT, "%.2f", figures.median(name) / figures.median(other));
  }
}
