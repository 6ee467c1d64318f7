package objectledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of a load and of connections; rows of what was not measured are left out. */
final class LoadTable {
  private static final Map<String, String> LABELS =
      Map.of(
          "load.direct", "direct",
          "load.queue", "queue, window of 5 s, 100 a batch",
          "load.queue_no_window", "queue, no window, 10 a batch");

  private final Figures figures;

  private LoadTable(Figures figures) {
    this.figures = figures;
  }

  /** The parts of the document, each with its heading, as far as they were measured. */
  static String of(Figures figures) {
    return Tables.section("Put to record under load", load(figures), 1)
        + Tables.section("The price of a new connection", price(figures), 1)
        + Tables.section("Connections that S3 closes between batches", connections(figures), 0);
  }

  /** The time from put to record, beside what the simulation says. */
  static List<List<String>> load(Figures figures) {
    var table = new LoadTable(figures);
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "trigger",
            "objects a second",
            "recorded a second",
            "a batch",
            "p50, ms",
            "÷ simulated",
            "p99, ms",
            "÷ simulated",
            "failed"));
    for (var name : Load.CASES.keySet()) {
      for (var rate : Load.RATES) {
        var figure = "%s_%s_".formatted(name, rate);
        if (figures.has(figure + "p50_ms")) {
          rows.add(table.row(LABELS.get(name), rate, figure));
        }
      }
    }
    return rows;
  }

  private List<String> row(String label, int rate, String figure) {
    return List.of(
        label,
        Integer.toString(rate),
        number(figure + "achieved", 1),
        number(figure + "batch", 1),
        number(figure + "p50_ms", 0),
        ratio(figure + "p50_ms", figure + "simulated_p50_ms"),
        number(figure + "p99_ms", 0),
        ratio(figure + "p99_ms", figure + "simulated_p99_ms"),
        number(figure + "failed", 0));
  }

  /** Pauses between batches, where S3 closes connections that are idle. */
  static List<List<String>> connections(Figures figures) {
    var table = new LoadTable(figures);
    var rows = new ArrayList<List<String>>();
    rows.add(Connections.HEADING);
    for (var seconds : Connections.CLOSED_AFTER) {
      var name = Connections.name(seconds);
      if (figures.has(name + "batches")) {
        var row = new ArrayList<String>(List.of(Integer.toString(seconds)));
        Connections.COUNTS.forEach(count -> row.add(table.number(name + count, 0)));
        rows.add(row);
      }
    }
    return rows;
  }

  /** An object on a kept connection, and on a new one. */
  static List<List<String>> price(Figures figures) {
    var table = new LoadTable(figures);
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("connection of an object", "ms", "CPU, µs"));
    for (var kind : List.of("kept", "new")) {
      var name = "ledger.%s_connection_".formatted(kind);
      if (figures.has(name + "ms")) {
        rows.add(List.of(kind, table.number(name + "ms", 1), table.number(name + "cpu_us", 0)));
      }
    }
    return rows;
  }

  private String number(String name, int digits) {
    return Tables.number(figures.median(name), digits);
  }

  private String ratio(String name, String other) {
    return String.format(Locale.ROOT, "%.2f", figures.median(name) / figures.median(other));
  }
}
