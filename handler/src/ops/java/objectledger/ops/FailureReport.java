package objectledger.ops;

import static java.util.stream.Collectors.groupingBy;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Prints failed events grouped by cause, the most frequent cause first. */
public final class FailureReport {
  private static final int SHOWN = 10;

  private FailureReport() {}

  /**
   * Prints them.
   *
   * @param all whether to name every object, not only the first ten of each cause
   */
  public static void print(PrintStream out, List<FailedEvent> failures, boolean all) {
    var groups =
        failures.stream()
            .collect(
                groupingBy(
                    FailedEvent::cause, LinkedHashMap::new, java.util.stream.Collectors.toList()));
    groups.entrySet().stream()
        .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
        .forEach(
            group -> {
              out.printf("%n%s × %s%n", group.getValue().size(), TerminalText.of(group.getKey()));
              group.getValue().stream()
                  .sorted(Comparator.comparing(FailedEvent::time))
                  .limit(all ? Long.MAX_VALUE : SHOWN)
                  .forEach(failure -> out.println("  " + line(failure)));
              if (!all && group.getValue().size() > SHOWN) {
                out.printf("  … and %s more: ALL=1 names them%n", group.getValue().size() - SHOWN);
              }
            });
  }

  private static String line(FailedEvent failure) {
    return failure.time().truncatedTo(ChronoUnit.SECONDS)
        + "  "
        + TerminalText.of(failure.object());
  }
}
