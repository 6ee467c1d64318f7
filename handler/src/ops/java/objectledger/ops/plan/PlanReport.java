package objectledger.ops.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The summary of a plan for a reviewer: what matters first, and what is destroyed before all. */
final class PlanReport {
  /** A comment on GitHub has at most 65,536 characters; who posts it adds a line of its own. */
  static final int MOST = 65_000;

  private final TerraformPlan plan;
  private final ReportFormat style;
  private final int most;

  /**
   * A report.
   *
   * @param most how many bytes it may have
   */
  PlanReport(TerraformPlan plan, ReportFormat style, int most) {
    this.plan = plan;
    this.style = style;
    this.most = most;
  }

  /**
   * Writes it.
   *
   * @param zip the SHA-256 of the package
   */
  String text(String environment, String zip, String digest) {
    if (plan.isEmpty()) {
      return "Nothing changes in %s. Plan digest: %s%n"
          .formatted(style.quote(environment), style.quote(digest));
    }
    var report = new StringBuilder(head(environment, zip, digest));
    var shouts =
        Stream.concat(
                new PlannedStack(plan, style).warnings().stream(),
                DataLoss.shouts(plan, style).stream())
            .map(style::shout)
            .toList();
    if (!shouts.isEmpty()) {
      report.append(style == ReportFormat.MARKDOWN ? "\n> [!CAUTION]\n" : "\n");
      append(report, shouts, most / 2, style.shout("… and %s more are destroyed or replaced"));
    }
    append(report, body(), most, "%n%s more lines are left out: the plan is too long");
    return report.toString();
  }

  private String head(String environment, String zip, String digest) {
    var stack = new PlannedStack(plan, style);
    var before = hex(stack.deployedCode());
    return String.join(
            "\n",
            style.heading("Plan for " + environment + ": " + counts()),
            "",
            style.item("plan digest: " + style.quote(digest)),
            style.item(
                "package: "
                    + (before.equals(zip)
                        ? style.quote(zip) + ", as before"
                        : (before.isEmpty() ? "none" : style.quote(before))
                            + " → "
                            + style.quote(zip))))
        + "\n";
  }

  private String counts() {
    var counts = plan.counts();
    var parts = new ArrayList<String>();
    for (var name : List.of("import", "add", "change", "destroy", "forget", "move")) {
      if (counts.get(name) > 0 || List.of("add", "change", "destroy").contains(name)) {
        parts.add(counts.get(name) + " to " + name);
      }
    }
    return String.join(", ", parts);
  }

  private List<String> body() {
    var stack = new PlannedStack(plan, style);
    var lines = new ArrayList<String>();
    section(lines, "Trigger", stack.trigger());
    section(lines, "Alias", stack.alias());
    section(lines, "Permissions", Permissions.lines(plan, style));
    section(lines, "Data", DataLoss.lines(plan, style));
    section(lines, "Cost", new PlanCost(plan, style).lines());
    section(lines, "All changes", all());
    return lines;
  }

  private void section(List<String> report, String title, List<String> lines) {
    report.addAll(List.of("", style.heading(title), ""));
    report.addAll(lines.isEmpty() ? List.of(style.item("nothing changes")) : lines);
  }

  private List<String> all() {
    var lines = new ArrayList<String>();
    for (var change : plan.changes()) {
      var line = change.effect().verb + " " + style.quote(change.address());
      var detail =
          switch (change.effect()) {
            case UPDATE, IMPORT -> details(": ", change.changedNames());
            case REPLACE -> details(" because of ", change.replacedFor());
            case MOVE -> ", which was " + style.quote(change.previousAddress());
            case CREATE, DELETE, FORGET, READ, NONE -> "";
          };
      lines.add(style.item(line + detail));
    }
    if (!plan.changedOutputs().isEmpty()) {
      lines.add(style.item("outputs: " + names(plan.changedOutputs())));
    }
    return lines;
  }

  private String details(String before, List<String> names) {
    return names.isEmpty() ? "" : before + names(names);
  }

  private String names(List<String> names) {
    return String.join(", ", names.stream().map(style::quote).toList());
  }

  /** Adds lines as long as they, and what is said of the rest, stay below so many bytes. */
  private static void append(StringBuilder report, List<String> lines, int most, String rest) {
    var size = bytes(report) + rest.length() + 10;
    for (var i = 0; i < lines.size(); i++) {
      size += bytes(lines.get(i)) + 1;
      if (size > most) {
        report.append(rest.formatted(lines.size() - i)).append('\n');
        return;
      }
      report.append(lines.get(i)).append('\n');
    }
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Lambda and Terraform tell a hash in Base64, and everybody else in hex. */
  private static String hex(String base64) {
    try {
      return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return base64;
    }
  }
}
