package objectledger.ops.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import objectledger.json.JsonWriter;
import objectledger.ops.TerminalText;

/** Prints the findings: a line each, and below a mistake what to type. */
record FindingTable(List<Finding> findings) {
  /** How wide the last column may be before it goes on in the next line. */
  private static final int WIDTH = 76;

  void print(PrintStream out) {
    var first = width("check", findings.stream().map(Finding::check).toList());
    var second = width("result", findings.stream().map(one -> one.result().words).toList());
    var form = "%-" + first + "s  %-" + second + "s  %s%n";
    out.printf(Locale.ROOT, form, "check", "result", "what was found, and what to type");
    for (var finding : findings) {
      var name = finding.check();
      var result = finding.result().words;
      for (var line : TerminalLines.wrap(TerminalText.of(finding.said()), WIDTH)) {
        out.printf(Locale.ROOT, form, name, result, line);
        name = "";
        result = "";
      }
      for (var cure : finding.cures()) {
        out.printf(Locale.ROOT, form, "", "", "  " + TerminalText.of(cure));
      }
    }
    out.println();
    out.println(summary());
  }

  void printJson(PrintStream out) {
    var line =
        JsonWriter.toLine(
            Map.of(
                "findings", findings.stream().map(Finding::toValue).toList(),
                "ready", findings.stream().noneMatch(Finding::stops)));
    out.println(new String(line, UTF_8).strip());
  }

  String summary() {
    return String.join(
        ", ",
        List.of(
            count(Finding.Result.OK, " ok"),
            count(Finding.Result.MISTAKE, " mistakes"),
            count(Finding.Result.NOT_ALLOWED, " not allowed to ask"),
            count(Finding.Result.NOT_ANSWERED, " not answered"),
            count(Finding.Result.NOT_ASKED, " not asked")));
  }

  private String count(Finding.Result result, String words) {
    return findings.stream().filter(one -> one.result() == result).count() + words;
  }

  private static int width(String head, List<String> texts) {
    return texts.stream().mapToInt(String::length).reduce(head.length(), Math::max);
  }
}
