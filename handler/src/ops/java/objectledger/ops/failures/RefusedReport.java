package objectledger.ops.failures;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import objectledger.ops.TerminalText;

/** Prints refused documents by the code of the reason, the most frequent one first. */
final class RefusedReport {
  private static final int SHOWN = 10;

  private final PrintStream out;
  private final boolean all;

  /**
   * A report.
   *
   * @param all whether to name every document, not only the first ten of each reason
   */
  RefusedReport(PrintStream out, boolean all) {
    this.out = out;
    this.all = all;
  }

  /** Prints the documents. */
  void print(List<RefusedDocument> documents) {
    documents.stream()
        .collect(groupingBy(RefusedDocument::code, TreeMap::new, toList()))
        .entrySet()
        .stream()
        .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
        .forEach(group -> print(group.getKey(), group.getValue()));
  }

  private void print(String code, List<RefusedDocument> documents) {
    out.printf("%n%s × %s%n", documents.size(), TerminalText.of(code));
    documents.stream()
        .sorted(Comparator.comparing(RefusedDocument::time))
        .limit(all ? Long.MAX_VALUE : SHOWN)
        .forEach(
            document ->
                out.printf(
                    "  %s  %s%n    %s%n",
                    document.time().truncatedTo(ChronoUnit.SECONDS),
                    document.inWords(),
                    document.reasonInWords()));
    if (!all && documents.size() > SHOWN) {
      out.printf("  … and %s more: ALL=1 names them%n", documents.size() - SHOWN);
    }
  }

  /** Prints what could not be read, and whether there is more than was read. */
  void printRest(RefusedDocuments.Read read, int limit) {
    if (!read.unreadable().isEmpty()) {
      out.printf("%n%s objects are no refusals:%n", read.unreadable().size());
      read.unreadable().forEach(key -> out.println("  " + TerminalText.of(key)));
    }
    if (!read.isWhole()) {
      out.printf("%nthere are more than %s: raise LIMIT=, or set TABLE=%n", limit);
    }
  }
}
