package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves which keys are compared in full, and that many of random histories need not be. */
class DifferingKeysTest {
  private static final int HISTORIES = 600;
  private static final String END = "9999-12-31T00:00:00.000Z";
  private static final String TEN = "2026-01-31T10:00:00.000Z";
  private static final String NOON = "2026-01-31T12:00:00.000Z";

  private final List<String> records = new ArrayList<>();
  private final List<String> listed = new ArrayList<>();

  @TempDir private Path folder;

  /** What is compared. */
  private record Found(List<String> keys, long entries, String firstEvent) {}

  @Test
  void aKeyThatAgreesIsLeftOut() throws Exception {
    recorded("same", "v1", TEN, "e");
    listed("same", "v1", TEN, "e");
    recorded("content", "v1", TEN, "e");
    listed("content", "v1", TEN, "f");
    recorded("time", "v1", TEN, "e");
    listed("time", "v1", "2026-01-31T10:00:01.000Z", "e");
    recorded("size", "v1", TEN, "e");
    records.add(records.removeLast().replace("\"size\":1", "\"size\":2"));
    listed("size", "v1", TEN, "e");
    recorded("ghost", "v1", NOON, "e");
    listed("missing", "v1", TEN, "e");

    var found = find("", END, "all");

    assertThat(found.keys()).containsExactly("content", "ghost", "missing", "size", "time");
    assertThat(found.entries()).isEqualTo(8);
    assertThat(found.firstEvent()).isEqualTo(TEN);
  }

  @Test
  void theVersionIsComparedInAListingOfAllVersionsOnly() throws Exception {
    recorded("k", "v1", TEN, "e");
    listed("k", "null", TEN, "e");

    assertThat(find("", END, "all").keys()).containsExactly("k");
    assertThat(find("", END, "current").keys()).isEmpty();
  }

  @Test
  void whatIsTooYoungIsNotLeftOutAndWhatIsNotComparedIs() throws Exception {
    recorded("a/young", "v1", NOON, "e");
    listed("a/young", "v1", NOON, "e");
    listed("b/missing", "v1", TEN, "e");

    assertThat(find("a/", TEN, "all").keys()).containsExactly("a/young");
  }

  @Test
  void aJournalWithoutAnEventHasNoFirstOne() throws Exception {
    records.add(
        JournalLines.record("Backfill:Existing", "k", "v1", Instant.parse(TEN), "", "e", TEN));

    assertThat(find("", END, "all").firstEvent()).isEmpty();
  }

  @Test
  void manyKeysOfRandomHistoriesAreLeftOut() throws Exception {
    var histories =
        IntStream.range(0, HISTORIES)
            .mapToObj(i -> new BucketModel("h" + i, 3_000_000L + i))
            .toList();
    histories.forEach(history -> records.addAll(history.records()));
    listed.addAll(InventoryTable.rows(histories));
    var keys = histories.stream().mapToLong(history -> history.at(Instant.MAX).size()).sum();

    var differing = find("", END, "all").keys();

    differing.retainAll(
        histories.stream().flatMap(history -> history.at(Instant.MAX).keySet().stream()).toList());
    assertThat(keys - differing.size()).isGreaterThan(keys / 20);
  }

  private void recorded(String key, String version, String time, String eTag) {
    var number = "%032X".formatted(records.size());
    records.add(
        JournalLines.record(
            "ObjectCreated:Put", key, version, Instant.parse(time), number, eTag, time));
  }

  private void listed(String key, String version, String time, String eTag) {
    var stored = new BucketModel.Stored(version, "", eTag, time, false);
    listed.add(InventoryTable.row(key, stored, true));
  }

  /** The keys that are compared in full, in their order, with what is read of them. */
  private Found find(String prefix, String cut, String scope) throws IOException, SQLException {
    JournalLines.write(folder.resolve("journal"), records);
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.journal(folder.resolve("journal"), JournalLines.BUCKET);
      InventoryTable.create(duckDb, listed);
      var differing = new DifferingKeys(duckDb, prefix, cut, scope);
      differing.find();
      return new Found(keys(duckDb), differing.entries(), differing.firstEvent());
    }
  }

  private static List<String> keys(DuckDb duckDb) throws SQLException {
    var keys = new ArrayList<String>();
    try (var statement = duckDb.connection().createStatement();
        var rows =
            statement.executeQuery(
                "SELECT key FROM (%s) UNION SELECT key FROM (%s) ORDER BY key"
                    .formatted(
                        DifferingKeys.rowsOf(DifferingKeys.RECORDED),
                        DifferingKeys.rowsOf(DifferingKeys.LISTED)))) {
      while (rows.next()) {
        keys.add(rows.getString("key"));
      }
    }
    return keys;
  }
}
