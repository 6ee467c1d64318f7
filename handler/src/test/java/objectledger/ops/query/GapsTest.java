package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves on random histories that the statement gaps names every key of which the journal says
 * something else than the bucket has, and no other: where all events were recorded, and where one
 * of them, or two, never came.
 */
class GapsTest {
  private static final int HISTORIES = Integer.getInteger("gaps.histories", 3_000);
  private static final Set<String> GAPS = Set.of("missing", "stale", "ghost");

  private final Map<String, Set<String>> findings = new HashMap<>();
  private final Map<String, Set<String>> states = new HashMap<>();
  private final Set<String> flagged = new HashSet<>();

  @TempDir private Path folder;

  @Test
  void completeJournalHasNoGap() throws IOException {
    var histories = histories(1);
    compare(histories, 0);

    assertThat(wrong(histories)).isEmpty();
    assertThat(findings.values()).noneMatch(kinds -> kinds.stream().anyMatch(GAPS::contains));
  }

  @Test
  void eachKeyThatLacksAnEventIsNamedAndNoOther() throws IOException {
    var histories = histories(2);
    compare(histories, 2);

    assertThat(wrong(histories)).isEmpty();
    assertThat(findings.values()).anyMatch(kinds -> kinds.contains("missing"));
    assertThat(findings.values()).anyMatch(kinds -> kinds.contains("stale"));
    assertThat(findings.values()).anyMatch(kinds -> kinds.contains("ghost"));
  }

  private static Map<String, BucketModel> histories(int seed) {
    var histories = new HashMap<String, BucketModel>();
    for (var i = 0; i < HISTORIES; i++) {
      histories.put("h" + i, new BucketModel("h" + i, seed * 1_000_000L + i));
    }
    return histories;
  }

  /** Compares journals that lack up to so many events with what the buckets have. */
  private void compare(Map<String, BucketModel> histories, int most) throws IOException {
    var random = new SplittableRandom(20261127);
    var lines = new ArrayList<String>();
    for (var history : histories.values()) {
      var told = new ArrayList<>(history.records());
      for (var lost = most == 0 ? 0 : random.nextInt(most + 1); lost > 0; lost--) {
        var line = told.isEmpty() ? "" : told.get(random.nextInt(told.size()));
        told.removeIf(line::equals);
      }
      lines.addAll(told);
    }
    JournalLines.write(folder, lines);
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.journal(folder, JournalLines.BUCKET);
      InventoryTable.create(duckDb, InventoryTable.rows(histories.values()));
      duckDb.query(
          QueryStatement.read("gaps"),
          Map.of(
              "source", JournalLines.BUCKET,
              "prefix", "",
              "dt", "listing",
              "cut", "9999-12-31T00:00:00.000Z",
              "scope", "all"),
          row ->
              findings
                  .computeIfAbsent(row.getString("key"), key -> new TreeSet<>())
                  .add(row.getString("finding")));
      duckDb.query(
          QueryStatement.read("state"),
          Map.of("source", JournalLines.BUCKET, "prefix", ""),
          row -> {
            var isLatest = row.getBoolean("is_latest");
            if (row.wasNull() || row.getBoolean("is_undecided")) {
              flagged.add(row.getString("key"));
            }
            states
                .computeIfAbsent(row.getString("key"), key -> new TreeSet<>())
                .add(
                    "%s %s %s"
                        .formatted(row.getString("version_id"), isLatest, row.getString("e_tag")));
          });
    }
  }

  /** Keys that are named although the journal has what the bucket has, or not named. */
  private Set<String> wrong(Map<String, BucketModel> histories) {
    var wrong = new TreeSet<String>();
    for (var history : histories.entrySet()) {
      var bucket = history.getValue().at(Instant.MAX);
      for (var key : List.of(history.getKey() + "/k0", history.getKey() + "/k1")) {
        var stored = bucket.getOrDefault(key, List.of());
        var expected = new TreeSet<String>();
        stored.stream()
            .filter(version -> !version.isMarker())
            .map(v -> "%s %s %s".formatted(v.version(), v.equals(stored.getLast()), v.eTag()))
            .forEach(expected::add);
        var found = findings.getOrDefault(key, Set.of());
        var isNamed = found.stream().anyMatch(GAPS::contains);
        var isOpen = flagged.contains(key) || found.contains("older");
        var differs = !states.getOrDefault(key, Set.of()).equals(expected);
        // A delete marker, and an object of the same content, can lack their record, too.
        var isMore =
            found.contains("stale") || stored.stream().anyMatch(BucketModel.Stored::isMarker);
        if (!isOpen && isNamed != differs && !(isNamed && isMore)) {
          wrong.add(
              "%s: %s, the journal has %s, the bucket %s"
                  .formatted(key, found, states.get(key), stored));
        }
      }
    }
    return wrong;
  }
}
