package objectledger.ops.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The summary of a plan for a reviewer, what is destroyed first. */
final class PlanReport {
  /** A comment on GitHub has at most 65,536 characters; who posts it adds a line of its own. */
  static final int MAX_BYTES = 65_000;

  private final TerraformPlan plan;
  private final ReportFormat format;
  private final int most;

  /**
   * A report.
   *
   * @param most how many bytes it may have
   */
  PlanReport(TerraformPlan plan, ReportFormat format, int most) {
    this.plan = plan;
    this.format = format;
    this.most = most;
  }

  /**
   * Writes it.
   *
   * @param packages the SHA-256 of the packages
   */
  String text(String environment, PlannedPackages packages, String digest) {
    if (plan.isEmpty()) {
      return "Nothing changes in %s. Plan digest: %s%n"
          .formatted(format.quote(environment), format.quote(digest));
    }
    var report = new StringBuilder(head(environment, packages, digest));
    var warnings =
        Stream.of(
                new PlannedTrigger(plan, format).warnings().stream(),
                ObjectLock.warnings(plan, format).stream(),
                DataLoss.warnings(plan, format).stream())
            .flatMap(lines -> lines)
            .map(format::warning)
            .toList();
    if (!warnings.isEmpty()) {
      report.append(format == ReportFormat.MARKDOWN ? "\n> [!CAUTION]\n" : "\n");
      append(report, warnings, most / 2, format.warning("… and %s more are destroyed or replaced"));
    }
    append(report, body(), most, "%n%s more lines are left out: the plan is too long");
    return report.toString();
  }

  private String head(String environment, PlannedPackages packages, String digest) {
    var stack = new PlannedStack(plan, format);
    var lines = new ArrayList<String>();
    lines.add(format.heading("Plan for " + environment + ": " + plan.countsText()));
    lines.add("");
    lines.add(format.item("plan digest: " + format.quote(digest)));
    lines.add(deployed("package", stack.deployedCode(), packages.handler()));
    if (!packages.changes().isEmpty()) {
      lines.add(
          deployed(
              "package of the changes function", stack.deployedChangesCode(), packages.changes()));
    }
    return String.join("\n", lines) + "\n";
  }

  private String deployed(String what, String code, String zip) {
    var before = hex(code);
    var was = before.isEmpty() ? "none" : format.quote(before);
    return format.item(
        what
            + ": "
            + (before.equals(zip)
                ? format.quote(zip) + ", as before"
                : was + " → " + format.quote(zip)));
  }

  private List<String> body() {
    var stack = new PlannedStack(plan, format);
    var lines = new ArrayList<String>();
    section(lines, "Trigger", new PlannedTrigger(plan, format).trigger());
    section(lines, "Alias", stack.alias());
    section(lines, "Permissions", Permissions.lines(plan, format));
    section(lines, "Data", DataLoss.lines(plan, format));
    section(lines, "Cost", new PlanCost(plan, format).lines());
    var audit = PlannedAudit.lines(plan, format);
    if (!audit.isEmpty()) {
      section(lines, "Audit", audit);
    }
    section(lines, "All changes", all());
    return lines;
  }

  private void section(List<String> report, String title, List<String> lines) {
    report.addAll(List.of("", format.heading(title), ""));
    report.addAll(lines.isEmpty() ? List.of(format.item("nothing changes")) : lines);
  }

  private List<String> all() {
    var lines = new ArrayList<String>();
    for (var change : plan.changes()) {
      var line = change.effect().verb + " " + format.quote(change.address());
      var detail =
          switch (change.effect()) {
            case UPDATE, IMPORT -> details(": ", change.changedNames());
            case REPLACE -> details(" because of ", change.replacedFor());
            case MOVE -> ", which was " + format.quote(change.previousAddress());
            case CREATE, DELETE, FORGET, READ, NONE -> "";
          };
      lines.add(format.item(line + detail));
    }
    if (!plan.changedOutputs().isEmpty()) {
      lines.add(format.item("outputs: " + names(plan.changedOutputs())));
    }
    return lines;
  }

  private String details(String before, List<String> names) {
    return names.isEmpty() ? "" : before + names(names);
  }

  private String names(List<String> names) {
    return String.join(", ", names.stream().map(format::quote).toList());
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

  /** A hash in hex: Lambda and Terraform give it in Base64. */
  private static String hex(String base64) {
    try {
      return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return base64;
    }
  }
}
