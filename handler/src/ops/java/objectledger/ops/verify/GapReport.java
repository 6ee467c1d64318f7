package objectledger.ops.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import objectledger.ops.TerminalText;

/**
 * Prints what a verify found.
 *
 * @param showsAll whether every gap is named, not only the first ten of a kind
 */
record GapReport(PrintStream out, boolean showsAll) {
  private static final int SHOWN = 10;

  /** Prints the gaps, what was left out, what cannot be read, and how much was compared. */
  void print(Gaps gaps, Listed listed, LedgerCopies copies) throws IOException {
    print(gaps);
    unreadable("journal", copies.ofJournal().problems(), copies.ofJournal().unreadable());
    unreadable("latest documents", copies.ofLatest().problems(), copies.ofLatest().unreadable());
    out.printf(
        Locale.ROOT,
        "%ncompared: %,d versions in the bucket with %,d objects of the journal%s%n",
        listed.versions(),
        copies.journalObjects(),
        copies.keepsLatest()
            ? String.format(Locale.ROOT, " and %,d documents", copies.ofLatest().files())
            : "");
  }

  private void print(Gaps gaps) throws IOException {
    var printed = new EnumMap<Gap.Kind, Long>(Gap.Kind.class);
    gaps.forEach(gap -> print(gap, gaps, printed));
    if (!gaps.leftOut().isEmpty()) {
      out.printf("%nleft out:%n");
      gaps.leftOut()
          .forEach((reason, count) -> out.printf(Locale.ROOT, "  %,d %s%n", count, reason));
    }
  }

  private void print(Gap gap, Gaps gaps, Map<Gap.Kind, Long> printed) {
    var number = printed.merge(gap.kind(), 1L, Long::sum);
    var count = gaps.count(gap.kind());
    if (number == 1) {
      out.printf(Locale.ROOT, "%n%,d × %s: %s%n", count, gap.kind().label(), gap.kind().meaning());
    }
    if (showsAll || number <= SHOWN) {
      out.println("  " + TerminalText.of(gap.inWords()));
    } else if (number == SHOWN + 1) {
      out.printf(Locale.ROOT, "  … and %,d more: ALL=1 names them%n", count - SHOWN);
    }
  }

  /** Prints what of the ledger cannot be read; nothing of it is compared. */
  private void unreadable(String what, long count, List<String> named) {
    if (count == 0) {
      return;
    }
    out.printf(Locale.ROOT, "%n%,d × unreadable in the %s%n", count, what);
    var shown = showsAll ? named.size() : Math.min(SHOWN, named.size());
    named.subList(0, shown).forEach(problem -> out.println("  " + TerminalText.of(problem)));
    if (shown < count) {
      out.printf(Locale.ROOT, "  … and %,d more%n", count - shown);
    }
  }
}
