package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import objectledger.ops.UtcTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that the statements state, state-at, diff and by-prefix say what the bucket had, on random
 * histories at some instants, each as Athena runs them; StateAtTest has every instant.
 */
class StateStatementsTest {
  private static final List<Instant> INSTANTS =
      List.of(
          Instant.parse("2026-01-31T23:59:29.999Z"),
          Instant.parse("2026-01-31T23:59:40Z"),
          Instant.parse("2026-02-01T00:00:00Z"),
          Instant.parse("2026-02-02T12:00:00Z"));

  private final List<BucketModel> histories =
      IntStream.range(0, 400).mapToObj(i -> new BucketModel("h" + i, 7_000 + i)).toList();

  @TempDir private Path folder;

  @BeforeEach
  void journal() throws IOException {
    JournalLines.write(
        folder, histories.stream().flatMap(history -> history.records().stream()).toList());
  }

  @Test
  void stateAtIsWhatWasThereAtTheTime() {
    for (var instant : INSTANTS) {
      assertThat(state("state-at", instant)).isEqualTo(expected(instant));
    }
  }

  @Test
  void stateIsThatOfTheEnd() {
    assertThat(state("state", Instant.MAX.minusSeconds(1))).isEqualTo(expected(Instant.MAX));
  }

  @Test
  void stateOfAPrefixHasNoOtherKeys() {
    assertThat(rows("state", Map.of("source", JournalLines.BUCKET, "prefix", "h7/")))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.getFirst()).startsWith("h7/"));
  }

  @Test
  void diffIsTheDifferenceOfTwoStates() {
    var from = INSTANTS.get(1);
    var to = INSTANTS.get(3);
    var before = decided(from);
    var after = decided(to);

    var changes =
        rows(
            "diff",
            Map.of(
                "source",
                JournalLines.BUCKET,
                "prefix",
                "",
                "from",
                UtcTime.text(from),
                "to",
                UtcTime.text(to)));

    var flagged = flagged(from);
    flagged.addAll(flagged(to));
    assertThat(without(of(changes, "added"), Set.of(), flagged))
        .isNotEmpty()
        .isEqualTo(without(after.keySet(), before.keySet(), flagged));
    assertThat(without(of(changes, "removed"), Set.of(), flagged))
        .isNotEmpty()
        .isEqualTo(without(before.keySet(), after.keySet(), flagged));
    assertThat(changes).extracting(List::getFirst).contains("replaced", "no longer current");
  }

  @Test
  void prefixesHaveTheObjectsAndBytesBelowThem() {
    var state = rows("state", Map.of("source", JournalLines.BUCKET, "prefix", ""));
    var current = state.stream().filter(row -> "true".equals(row.get(2))).toList();

    var prefixes = rows("by-prefix", Map.of("source", JournalLines.BUCKET, "prefix", ""));

    assertThat(prefixes.stream().mapToLong(row -> Long.parseLong(row.get(1))).sum())
        .isEqualTo(current.size());
    assertThat(prefixes.stream().mapToLong(row -> Long.parseLong(row.get(2))).sum())
        .isEqualTo(current.stream().mapToLong(row -> Long.parseLong(row.get(4))).sum());
  }

  /** Keys with versions that are not flagged, and what is said of them. */
  private Set<String> state(String statement, Instant at) {
    var flagged = flagged(at);
    return rows(statement, Map.of("source", JournalLines.BUCKET, "prefix", "", "at", text(at)))
        .stream()
        .filter(row -> !flagged.contains(row.getFirst()))
        .map(row -> String.join(" ", row.get(0), row.get(1), row.get(2), row.get(5)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> expected(Instant at) {
    var flagged = flagged(at);
    var expected = new TreeSet<String>();
    for (var history : histories) {
      history
          .at(at)
          .forEach(
              (key, stored) ->
                  stored.stream()
                      .filter(version -> !version.isMarker() && !flagged.contains(key))
                      .map(v -> say(key, v, v.equals(stored.getLast())))
                      .forEach(expected::add));
    }
    return expected;
  }

  private static String say(String key, BucketModel.Stored version, boolean isLatest) {
    return "%s %s %s %s".formatted(key, version.version(), isLatest, version.eTag());
  }

  private Set<String> flagged(Instant at) {
    return rows("state-at", Map.of("source", JournalLines.BUCKET, "prefix", "", "at", text(at)))
        .stream()
        .filter(row -> row.get(2) == null || "true".equals(row.get(3)))
        .map(List::getFirst)
        .collect(Collectors.toSet());
  }

  private Map<String, String> decided(Instant at) {
    return state("state-at", at).stream()
        .collect(Collectors.toMap(StateStatementsTest::name, line -> line));
  }

  private static String name(String line) {
    return line.substring(0, line.indexOf(' ', line.indexOf(' ') + 1));
  }

  private static Set<String> of(List<List<String>> changes, String kind) {
    return changes.stream()
        .filter(row -> row.getFirst().equals(kind))
        .map(row -> row.get(1) + " " + row.get(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> all, Set<String> others, Set<String> flagged) {
    return all.stream()
        .filter(name -> !others.contains(name))
        .filter(name -> !flagged.contains(name.substring(0, name.indexOf(' '))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(Instant at) {
    return at.isAfter(Instant.parse("9999-01-01T00:00:00Z"))
        ? "9999-12-31T23:59:59.999Z"
        : UtcTime.text(at);
  }

  private List<List<String>> rows(String statement, Map<String, String> values) {
    var rows = new ArrayList<List<String>>();
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.journal(folder, JournalLines.BUCKET);
      var unused =
          new DuckDbEngine(duckDb)
              .run(
                  QueryStatement.read(statement),
                  values,
                  new Engine.Rows() {
                    @Override
                    public void columns(List<String> names) {
                      assertThat(names).isNotEmpty();
                    }

                    @Override
                    public void row(List<String> values) {
                      rows.add(values);
                    }
                  });
    }
    return rows;
  }
}
