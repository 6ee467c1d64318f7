package objectledger.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import objectledger.lambda.WorkerPool;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs a scenario on each source, on ten at once: a scenario mostly waits, so that many sources
 * take little longer than one. A failure says of which source it is.
 */
final class EachSource {
  static final int AT_ONCE = 10;

  private EachSource() {}

  /**
   * Runs the scenario on every source, also after it failed on one. The test is skipped if the
   * scenario is skipped on every source.
   *
   * @param name of a source, for messages
   * @throws AssertionError if it fails on a source; it names all on which it fails
   */
  static <T> void run(List<T> sources, Function<T, String> name, Consumer<T> scenario) {
    var failures = new ArrayList<AssertionError>();
    var untested = new ArrayList<String>();
    var results = results(sources, scenario);
    for (var i = 0; i < results.size(); i++) {
      var source = name.apply(sources.get(i));
      results
          .get(i)
          .ifPresent(
              thrown -> {
                var text = source + ": " + thrown.getMessage();
                if (thrown instanceof ScenarioSkippedException) {
                  untested.add(text);
                } else {
                  failures.add(new AssertionError(text, thrown));
                }
              });
    }
    if (!failures.isEmpty()) {
      throw summary(failures, sources.size());
    }
    if (untested.size() == sources.size()) {
      Assumptions.abort(String.join("; ", untested));
    }
    untested.forEach(text -> System.out.println("smoke: not tested on " + text));
  }

  private static AssertionError summary(List<AssertionError> failures, int sources) {
    if (failures.size() == 1) {
      return failures.getFirst();
    }
    var texts = failures.stream().map(Throwable::getMessage).toList();
    var summary =
        new AssertionError(
            "%s of %s sources failed:%n%s"
                .formatted(failures.size(), sources, String.join("\n", texts)));
    failures.forEach(summary::addSuppressed);
    return summary;
  }

  /** What the scenario threw on each source, in their order. */
  private static <T> List<Optional<Throwable>> results(List<T> sources, Consumer<T> scenario) {
    return new WorkerPool(AT_ONCE).forEach(sources, source -> thrown(scenario, source));
  }

  private static <T> Optional<Throwable> thrown(Consumer<T> scenario, T source) {
    try {
      scenario.accept(source);
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(e);
    }
  }
}
