package objectledger.ops.query;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import objectledger.ops.UtcTime;

/**
 * Random histories, as {@link StateAtTest} has them, as one statement that any engine runs: what
 * was there at every instant at which something changed.
 */
public final class StateAtSample {
  /** Histories of which the statement once had a wrong answer. */
  private static final List<Integer> WRONG_ONCE =
      List.of(33_999, 42_837, 43_565, 52_577, 60_145, 64_537, 75_652);

  private final SequencedMap<String, BucketModel> histories = new LinkedHashMap<>();

  /**
   * So many histories, whose keys begin with h0/, h1/ and so on, and those of the wrong answers.
   */
  public StateAtSample(int count) {
    IntStream.concat(IntStream.range(0, count), WRONG_ONCE.stream().mapToInt(Integer::intValue))
        .distinct()
        .forEach(i -> histories.put("h" + i, new BucketModel("h" + i, 20261127 + i)));
  }

  /** How many histories there are. */
  public int size() {
    return histories.size();
  }

  /** The lines of the journal. */
  public List<String> lines() {
    return histories.values().stream().flatMap(history -> history.records().stream()).toList();
  }

  /** Makes the relations of the journal from these lines. */
  public void show(DuckDb duckDb, Path folder) throws IOException {
    JournalLines.write(folder, lines());
    duckDb.journal(folder, JournalLines.BUCKET);
  }

  /** The statement, with the instants as its values. */
  public QueryStatement statement() {
    var instants = new ArrayList<String>();
    histories.forEach(
        (name, history) ->
            history
                .instants()
                .forEach(at -> instants.add("('%s', '%s')".formatted(name, UtcTime.text(at)))));
    return QueryStatement.of(
        "state-at",
        """
      WITH instants (history, moment) AS (VALUES %s),
      selected AS (
        SELECT instants.moment, journal_whole.*
        FROM journal_whole
        JOIN instants ON instants.history = split_part(key, '/', 1)
        WHERE record_timestamp <= moment
      )
      -- include: present
      SELECT moment, key, version_id, is_latest, is_undecided, e_tag
      FROM present
      ORDER BY moment, key, version_id
      """
            .formatted(String.join(", ", instants)));
  }

  /**
   * Compares an answer with what was there.
   *
   * @param rows in the order of the statement's columns
   * @return what is wrong, and how many keys at how many instants were asked for and flagged
   */
  public Result compare(List<List<String>> rows) {
    var answers = new HashMap<String, Set<String>>();
    var flagged = new HashSet<String>();
    for (var row : rows) {
      if (row.get(3) == null || row.get(4).equals("true")) {
        flagged.add(row.get(0) + row.get(1));
      } else {
        answers
            .computeIfAbsent(row.get(0) + row.get(1), question -> new TreeSet<>())
            .add(row.get(2) + " " + row.get(3) + " " + row.get(5));
      }
    }
    var wrong = new TreeSet<String>();
    var asked = 0;
    for (var history : histories.entrySet()) {
      for (var instant : history.getValue().instants()) {
        for (var key : List.of(history.getKey() + "/k0", history.getKey() + "/k1")) {
          asked++;
          var question = UtcTime.text(instant) + key;
          var expected = expected(history.getValue(), instant, key);
          var found = answers.getOrDefault(question, Set.of());
          if (!flagged.contains(question) && !found.equals(expected)) {
            wrong.add("%s: %s, expected %s".formatted(question, found, expected));
          }
        }
      }
    }
    return new Result(asked, flagged.size(), List.copyOf(wrong));
  }

  private static Set<String> expected(BucketModel history, Instant instant, String key) {
    var expected = new TreeSet<String>();
    var stored = history.at(instant).getOrDefault(key, List.of());
    for (var version : stored) {
      if (!version.isMarker()) {
        expected.add(
            version.version() + " " + version.equals(stored.getLast()) + " " + version.eTag());
      }
    }
    return expected;
  }

  /**
   * What came of a comparison.
   *
   * @param asked keys, at each instant
   * @param flagged those that are undecided
   * @param wrong a line each
   */
  public record Result(int asked, int flagged, List<String> wrong) {}
}
