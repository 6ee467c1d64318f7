package objectledger.ops.failures;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toList;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import objectledger.ops.TerminalText;

/** Prints changes that were not written by their cause, the most frequent one first. */
final class ChangesReport {
  private static final int SHOWN = 10;

  private final PrintStream out;
  private final boolean all;

  /**
   * A report.
   *
   * @param all whether to name every object with its key, not only the first ten of each cause
   */
  ChangesReport(PrintStream out, boolean all) {
    this.out = out;
    this.all = all;
  }

  /** Prints the changes. */
  void print(List<FailedChanges> failed) {
    failed.stream()
        .collect(groupingBy(FailedChanges::cause, TreeMap::new, toList()))
        .entrySet()
        .stream()
        .sorted(Comparator.comparingLong(group -> -count(group.getValue())))
        .forEach(group -> print(group.getKey(), group.getValue()));
  }

  /** How many changes they are. */
  static long count(List<FailedChanges> failed) {
    return failed.stream().mapToLong(FailedChanges::count).sum();
  }

  private void print(String cause, List<FailedChanges> failed) {
    out.printf("%n%s × %s%n", count(failed), TerminalText.of(cause));
    var labels =
        failed.stream()
            .collect(
                groupingBy(FailedChanges::label, TreeMap::new, summingLong(FailedChanges::count)));
    if (labels.size() > 1) {
      out.printf(
          "  of %s%n",
          labels.entrySet().stream()
              .map(label -> TerminalText.of(label.getKey()) + " " + label.getValue())
              .collect(joining(", ")));
    }
    failed.stream()
        .sorted(Comparator.comparing(FailedChanges::time).thenComparing(FailedChanges::key))
        .limit(all ? Long.MAX_VALUE : SHOWN)
        .forEach(this::print);
    if (!all && failed.size() > SHOWN) {
      out.printf("  … and %s more: ALL=1 names them%n", failed.size() - SHOWN);
    }
  }

  private void print(FailedChanges changes) {
    out.printf("  %s  %s%n", changes.time().truncatedTo(ChronoUnit.SECONDS), changes.inWords());
    if (!changes.reason().isEmpty()) {
      out.printf("    %s%n", changes.reasonInWords());
    }
    if (all) {
      out.printf("    %s%n", TerminalText.of(changes.key()));
    }
  }

  /**
   * Prints where the causes are of what is in no bucket yet.
   *
   * @param logCommand what shows the function's log
   */
  void printUnderWay(String logCommand) {
    out.printf(
        "a batch that Lambda still tries is not counted. Its cause is in the log:%n  %s%n",
        logCommand);
  }

  /** Prints what could not be read, and whether there is more than was read. */
  void printRest(ChangesBucket.Read read, int limit) {
    if (!read.unreadable().isEmpty()) {
      out.printf("%n%s objects cannot be read:%n", read.unreadable().size());
      read.unreadable().forEach(key -> out.println("  " + TerminalText.of(key)));
    }
    if (!read.isWhole()) {
      out.printf("%nthere are more than %s: raise LIMIT=, or set CHANGES=%n", limit);
    }
  }
}
