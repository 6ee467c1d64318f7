package objectledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import objectledger.json.JsonValue;

/** What was measured, by name, as {@code ledger.total_ms}; and under which circumstances. */
final class Figures {
  private final Map<String, List<Double>> samples = new TreeMap<>();
  private final Map<String, String> machine = new TreeMap<>();
  private final Map<String, Figure> figures = new TreeMap<>();

  /**
   * A figure with its spread.
   *
   * @param low the first quartile
   * @param high the third quartile
   * @param runs how often it was measured
   */
  record Figure(double median, double low, double high, int runs) {

    static Figure of(List<Double> samples) {
      var sorted = new ArrayList<>(samples);
      Collections.sort(sorted);
      return new Figure(
          quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), sorted.size());
    }

    /** Between two neighbours it is on the line from one to the other. */
    private static double quantile(List<Double> sorted, double share) {
      var place = share * (sorted.size() - 1);
      var below = sorted.get((int) Math.floor(place));
      var above = sorted.get((int) Math.ceil(place));
      return below + (above - below) * (place - Math.floor(place));
    }
  }

  void add(String name, double sample) {
    samples.computeIfAbsent(name, any -> new ArrayList<>()).add(sample);
    figures.put(name, Figure.of(samples.get(name)));
  }

  /** A figure in place of one that was read: samples are not kept in the document. */
  void replace(String name, double sample) {
    samples.remove(name);
    add(name, sample);
  }

  void describe(String name, String value) {
    machine.put(name, value);
  }

  Map<String, String> machine() {
    return Collections.unmodifiableMap(machine);
  }

  boolean has(String name) {
    return figures.containsKey(name);
  }

  Figure get(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException("nothing was measured by the name " + name);
    }
    return figures.get(name);
  }

  double median(String name) {
    return get(name).median();
  }

  /** The document that {@link #read} reads, a line for each figure. */
  String toJson() {
    return "{\n\"machine\": {\n"
        + machine.entrySet().stream()
            .map(entry -> "\"%s\": \"%s\"".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(",\n"))
        + "\n},\n\"figures\": {\n"
        + figures.entrySet().stream()
            .map(
                entry ->
                    String.format(
                        Locale.ROOT,
                        "\"%s\": {\"median\": %.3f, \"low\": %.3f, \"high\": %.3f, \"runs\": %s}",
                        entry.getKey(),
                        entry.getValue().median(),
                        entry.getValue().low(),
                        entry.getValue().high(),
                        entry.getValue().runs()))
            .collect(Collectors.joining(",\n"))
        + "\n}\n}\n";
  }

  static Figures read(JsonValue document) {
    var read = new Figures();
    var machine = document.get("machine");
    machine.names().forEach(name -> read.describe(name, machine.get(name).text()));
    var all = document.get("figures");
    for (var name : all.names()) {
      var figure = all.get(name);
      read.figures.put(
          name,
          new Figure(
              number(figure.get("median")),
              number(figure.get("low")),
              number(figure.get("high")),
              (int) number(figure.get("runs"))));
    }
    return read;
  }

  private static double number(JsonValue value) {
    return ((Number) value.value()).doubleValue();
  }
}
