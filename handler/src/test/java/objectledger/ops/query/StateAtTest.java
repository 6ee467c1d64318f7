package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that the state at a time, from the journal alone, is what the bucket had at that time, or
 * that the key is flagged: for random histories, at every instant at which something changed.
 */
class StateAtTest {
  private static final int HISTORIES = Integer.getInteger("state.histories", 10_000);

  /** The statement's own way to the answer, for all instants of all histories in one pass. */
  private static final QueryStatement EVERY_INSTANT =
      QueryStatement.of(
          "every instant",
          """
          WITH selected AS (
            SELECT instants.moment, journal_whole.*
            FROM journal_whole
            JOIN instants ON instants.history = split_part(key, '/', 1)
            WHERE record_timestamp <= moment
          )
          -- include: present
          SELECT moment, key, version_id, is_latest, is_undecided, e_tag
          FROM present
          """);

  private final Map<String, BucketModel> histories = new HashMap<>();
  private final Map<String, Set<String>> answers = new HashMap<>();
  private final Set<String> flagged = new HashSet<>();
  private int flaggedAnswers;

  @TempDir private Path folder;

  @Test
  void stateAtATimeIsWhatTheBucketHadOrIsFlagged() throws IOException {
    for (var i = 0; i < HISTORIES; i++) {
      histories.put("h" + i, new BucketModel("h" + i, 20261127 + i));
    }
    var lines = new ArrayList<String>();
    histories.values().forEach(history -> lines.addAll(history.records()));
    JournalLines.write(folder, lines);

    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.journal(folder, JournalLines.BUCKET);
      instants(duckDb);
      duckDb.query(
          EVERY_INSTANT,
          Map.of(),
          row -> answer(row.getString("moment"), row.getString("key"), Answer.of(row)));
    }

    var asked = 0;
    var wrong = new TreeSet<String>();
    for (var history : histories.entrySet()) {
      for (var instant : history.getValue().instants()) {
        for (var key : List.of(history.getKey() + "/k0", history.getKey() + "/k1")) {
          asked++;
          check(history.getValue(), instant, key, wrong);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "state-at: %s answers on %s histories, %s flagged (%.2f %%)%n",
        asked,
        HISTORIES,
        flaggedAnswers,
        100.0 * flaggedAnswers / asked);
    assertThat(wrong).isEmpty();
    assertThat(flaggedAnswers).isBetween(1, asked / 20);
  }

  private void check(BucketModel history, Instant instant, String key, Set<String> wrong) {
    var at = JournalLines.text(instant);
    if (flagged.contains(at + key)) {
      flaggedAnswers++;
      return;
    }
    var expected = new TreeSet<String>();
    var stored = history.at(instant).getOrDefault(key, List.of());
    stored.stream()
        .filter(version -> !version.isMarker())
        .map(v -> new Answer(v.version(), v.equals(stored.getLast()), v.eTag()).toString())
        .forEach(expected::add);
    var found = answers.getOrDefault(at + key, Set.of());
    if (!found.equals(expected)) {
      wrong.add("%s at %s: %s, expected %s".formatted(key, at, found, expected));
    }
  }

  private void answer(String moment, String key, Answer answer) {
    if (answer == null) {
      flagged.add(moment + key);
    } else {
      answers.computeIfAbsent(moment + key, k -> new TreeSet<>()).add(answer.toString());
    }
  }

  private void instants(DuckDb duckDb) {
    duckDb.execute("CREATE TABLE instants (history VARCHAR, moment VARCHAR)");
    var rows = new ArrayList<String>();
    histories.forEach(
        (name, history) ->
            history
                .instants()
                .forEach(at -> rows.add("('%s','%s')".formatted(name, JournalLines.text(at)))));
    for (var from = 0; from < rows.size(); from += 5_000) {
      var some = rows.subList(from, Math.min(rows.size(), from + 5_000));
      duckDb.execute("INSERT INTO instants VALUES " + String.join(",", some));
    }
  }

  /** One object or version of an answer. */
  private record Answer(String version, boolean isLatest, String eTag) {
    static Answer of(java.sql.ResultSet row) throws java.sql.SQLException {
      var isLatest = row.getBoolean("is_latest");
      return row.wasNull() || row.getBoolean("is_undecided")
          ? null
          : new Answer(row.getString("version_id"), isLatest, row.getString("e_tag"));
    }
  }
}
