package objectledger.ops.verify;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.ops.TerminalText;

/**
 * What the check of the statements found. It counts every finding and keeps the first of each kind,
 * so that a ledger of which everything was changed does not fill the memory.
 */
public final class StatementFindings {
  private static final int KEPT = 1_000;
  private static final int SHOWN = 10;

  private final Map<StatementFinding.Kind, List<StatementFinding>> kept =
      new EnumMap<>(StatementFinding.Kind.class);
  private final Map<StatementFinding.Kind, Long> counts =
      new EnumMap<>(StatementFinding.Kind.class);
  private long late;
  private long foundLater;
  private long hours;

  void add(StatementFinding finding) {
    var ofKind = kept.computeIfAbsent(finding.kind(), kind -> new ArrayList<>());
    if (ofKind.size() < KEPT) {
      ofKind.add(finding);
    }
    counts.merge(finding.kind(), 1L, Long::sum);
  }

  void addAll(StatementFindings others) {
    others.kept.values().forEach(ofKind -> ofKind.forEach(this::add));
    // What is not kept is counted all the same.
    others.counts.forEach(
        (kind, count) -> counts.merge(kind, count - others.kept.get(kind).size(), Long::sum));
  }

  void addLate(long records) {
    late += records;
  }

  void addFoundLater(long records) {
    foundLater += records;
  }

  void addHours(long compared) {
    hours += compared;
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** How many there are. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The first thousand of each kind. */
  public List<StatementFinding> all() {
    return kept.values().stream().flatMap(List::stream).toList();
  }

  /** How many there are of each kind, as in {@code record_altered}. */
  public Map<String, Long> counts() {
    var named = new TreeMap<String, Long>();
    counts.forEach((kind, count) -> named.put(kind.words().replace(' ', '_'), count));
    return named;
  }

  /** Records that came after their hour had closed, within the policy, since the last statement. */
  public long late() {
    return late;
  }

  /**
   * Records of objects that were there before, or that a verify found, since the last statement.
   */
  public long foundLater() {
    return foundLater;
  }

  /** How many digests of hours were compared. */
  public long hours() {
    return hours;
  }

  /** Prints what was compared, and the statement that was written. */
  void print(PrintStream out, String ledgerBucket, Statement.Link statement) {
    var uri = "s3://" + ledgerBucket + "/" + statement.name();
    out.printf(
        "statements: %s digests of hours compared, %s late records, %s found later, %s findings%n",
        hours, late, foundLater, total());
    out.printf("statement: %s%n  sha256 %s%n", uri, statement.sha256());
    out.println("  keep its sha256 outside of this account, as in a ticket or in git, or copy it:");
    out.printf("  aws s3 cp %s s3://<bucket of another account>/%n", uri);
  }

  /** Prints the findings by their kind, ten of each, or all. */
  void print(PrintStream out, boolean all) {
    kept.forEach(
        (kind, findings) -> {
          var count = counts.get(kind);
          out.printf("%n%s × %s%n", count, kind.words());
          findings.stream()
              .limit(all ? KEPT : SHOWN)
              .forEach(finding -> out.println("  " + TerminalText.of(finding.text())));
          if (!all && count > SHOWN) {
            out.printf("  … and %s more: ALL=1 names them%n", count - SHOWN);
          } else if (count > KEPT) {
            out.printf("  … and %s more%n", count - KEPT);
          }
        });
  }
}
