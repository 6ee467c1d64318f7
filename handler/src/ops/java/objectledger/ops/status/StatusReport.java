package objectledger.ops.status;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import objectledger.json.JsonWriter;
import objectledger.ops.TerminalText;

/**
 * What the look has found.
 *
 * @param state the row about Terraform's state; without a name if that is not known
 * @param rows by the part of the screen
 * @param others findings that belong to no row
 * @param names that a person needs next
 */
record StatusReport(
    String environment,
    Instant time,
    List<Row> state,
    Map<Part, List<Row>> rows,
    List<Finding> others,
    Map<String, String> names) {
  private static final int TITLE = 11;
  private static final String COMPARED =
      "none but what is said above, in aliases, mappings, rules, targets, notifications, alarms";

  /** Everything on which a person should act, each once. */
  List<Finding> findings() {
    return Stream.of(
            others.stream(),
            state.stream().flatMap(row -> row.findings().stream()),
            rows.values().stream().flatMap(List::stream).flatMap(row -> row.findings().stream()))
        .flatMap(each -> each)
        .distinct()
        .toList();
  }

  /** 1 where a person should act, otherwise 0. */
  int exitCode() {
    return findings().isEmpty() ? 0 : 1;
  }

  /** One line of JSON, for programs. */
  String toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("environment", environment);
    json.put("time", Times.text(time));
    json.put("healthy", findings().isEmpty());
    json.put("findings", findings().stream().map(Finding::toJson).toList());
    state.forEach(row -> json.put("state", row.json()));
    for (var part : Part.values()) {
      json.put(part.title(), part(part).stream().map(Row::toJson).toList());
    }
    json.put("names", names);
    return new String(JsonWriter.toLine(json), StandardCharsets.UTF_8).strip();
  }

  private List<Row> part(Part part) {
    return rows.getOrDefault(part, List.of());
  }

  /** The screen, a text a line. */
  List<String> toScreen() {
    var findings = findings();
    var lines = new ArrayList<String>();
    lines.add(
        "%s at %s: %s"
            .formatted(
                environment,
                Times.text(time),
                findings.isEmpty()
                    ? "all is well"
                    : findings.size() == 1
                        ? "1 thing needs you"
                        : findings.size() + " things need you"));
    lines.add("");
    state.forEach(row -> lines.add(line("state", "", row.text())));
    if (!rows.isEmpty()) {
      for (var part : Part.values()) {
        add(lines, part);
      }
      lines.add(line("drift", "", isCompared() ? COMPARED : "not compared"));
      lines.add(line("", "", "whether anything else was changed: make plan ENV=" + environment));
    }
    add(lines, "names", names);
    var number = 0;
    for (var finding : findings) {
      lines.add("");
      lines.add("%s. %s".formatted(++number, TerminalText.of(finding.what())));
      lines.add("   type: " + TerminalText.of(finding.cure()));
    }
    return lines;
  }

  private void add(List<String> lines, Part part) {
    var title = part.title();
    if (part(part).isEmpty()) {
      lines.add(line(title, "", "none"));
    }
    for (var row : part(part)) {
      lines.add(line(title, row.name(), row.text()));
      title = "";
    }
  }

  private void add(List<String> lines, String title, Map<String, String> names) {
    var first = title;
    for (var name : names.entrySet()) {
      lines.add(line(first, name.getKey(), name.getValue()));
      first = "";
    }
  }

  /** Whether it is known what the last apply made. */
  private boolean isCompared() {
    return state.stream().noneMatch(row -> row.json().containsKey("unknown"));
  }

  private String line(String title, String name, String text) {
    var begin = pad(title, TITLE) + (name.isEmpty() ? "" : pad(name, width()));
    return begin + TerminalText.of(text);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  /** As wide as the longest name, and two blanks. */
  private int width() {
    return 2
        + Stream.concat(
                names.keySet().stream(),
                rows.values().stream().flatMap(List::stream).map(Row::name))
            .mapToInt(String::length)
            .max()
            .orElse(0);
  }
}
