package objectledger.ops;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * Prints failed events grouped by cause, the most frequent cause first. Where the stack has several
 * sources, it names the source of each event, and how many of a cause are of which source.
 */
public final class FailureReport {
  private static final int SHOWN = 10;
  private static final String NO_SOURCE = "(no source)";

  private final PrintStream out;
  private final Sources sources;
  private final boolean all;

  /**
   * A report.
   *
   * @param sources of the stack
   * @param all whether to name every object, not only the first ten of each cause
   */
  public FailureReport(PrintStream out, Sources sources, boolean all) {
    this.out = out;
    this.sources = sources;
    this.all = all;
  }

  /** Prints the events. */
  public void print(List<FailedEvent> failures) {
    failures.stream()
        .collect(groupingBy(FailedEvent::cause, LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
        .forEach(group -> print(group.getKey(), group.getValue()));
  }

  private void print(String cause, List<FailedEvent> failures) {
    out.printf("%n%s × %s%n", failures.size(), TerminalText.of(cause));
    if (sources.areSeveral()) {
      out.printf("  of %s%n", counts(failures));
    }
    failures.stream()
        .sorted(Comparator.comparing(FailedEvent::time))
        .limit(all ? Long.MAX_VALUE : SHOWN)
        .forEach(failure -> out.println("  " + line(failure)));
    if (!all && failures.size() > SHOWN) {
      out.printf("  … and %s more: ALL=1 names them%n", failures.size() - SHOWN);
    }
  }

  private String counts(List<FailedEvent> failures) {
    return failures.stream()
        .collect(groupingBy(this::label, TreeMap::new, counting()))
        .entrySet()
        .stream()
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(joining(", "));
  }

  private String line(FailedEvent failure) {
    return failure.time().truncatedTo(ChronoUnit.SECONDS)
        + (sources.areSeveral() ? "  " + label(failure) : "")
        + "  "
        + TerminalText.of(failure.object());
  }

  private String label(FailedEvent failure) {
    return failure.bucket().flatMap(sources::ofBucket).map(Source::label).orElse(NO_SOURCE);
  }
}
