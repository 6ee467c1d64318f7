package objectledger.ops.verify;

import java.util.Locale;

/**
 * The last line about a source.
 *
 * @param found gaps
 * @param left gaps that are not repaired
 * @param unreadable what of the journal cannot be read
 * @param traces of tampering, which the statements show
 */
record VerifySummary(
    String label, boolean repairs, long found, long left, long unreadable, long traces) {
  String text(Gaps gaps) {
    var text = new StringBuilder("verify: " + label + ": ");
    text.append(
        found == 0
            ? "no gaps" + young(gaps)
            : String.format(Locale.ROOT, "%,d gaps (%s)", found, counts(gaps)));
    if (repairs && found > 0) {
      text.append(
          left == 0
              ? ", all repaired"
              : String.format(Locale.ROOT, ", %,d of them not repaired", left));
    } else if (found > 0) {
      text.append("; REPAIR=1 brings them into the ledger");
    }
    if (unreadable > 0) {
      text.append(String.format(Locale.ROOT, ", %,d unreadable in the journal", unreadable));
    }
    if (traces > 0) {
      text.append(String.format(Locale.ROOT, ", %,d findings in the statements", traces));
    }
    return text.toString();
  }

  /** What was not compared is no proof that nothing is missing. */
  private static String young(Gaps gaps) {
    var young = gaps.leftOut().getOrDefault(FindingWords.YOUNG, 0L);
    return young == 0
        ? ""
        : String.format(Locale.ROOT, " in what was compared; %,d too young for that", young);
  }

  private static String counts(Gaps gaps) {
    var text = new StringBuilder();
    gaps.byLabel()
        .forEach(
            (kind, count) ->
                text.append(text.isEmpty() ? "" : ", ").append(kind).append(' ').append(count));
    return text.toString();
  }
}
