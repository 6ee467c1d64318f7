package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what the statements gaps and state say of small histories that random ones do not make. */
class GapsCasesTest {
  private static final String PUT = "ObjectCreated:Put";
  private static final String BACKFILL = "Backfill:Existing";

  private final List<String> records = new ArrayList<>();
  private final List<String> listed = new ArrayList<>();

  @TempDir private Path folder;

  /** A backfill of all versions tells two of one second: which is the current one is open. */
  @Test
  void objectWhoseCurrentVersionIsOpenIsNotStaleInAListingOfCurrentObjects() throws IOException {
    event(BACKFILL, "a/k", "v1", "12:00:00.000", 0, "one");
    event(BACKFILL, "a/k", "v2", "12:00:00.000", 0, "two");
    listed("a/k", "v2", true, false, "two", "12:00:00.000");

    assertThat(gaps("", "current")).noneMatch(gap -> gap.startsWith("stale"));
  }

  /** A journal without an event is one that has only begun: everything was there before. */
  @Test
  void olderVersionIsNoGapBeforeTheFirstEvent() throws IOException {
    event(BACKFILL, "a/k", "v2", "12:00:00.000", 0, "two");
    listed("a/k", "v1", false, false, "one", "11:00:00.000");
    listed("a/k", "v2", true, false, "two", "12:00:00.000");

    assertThat(gaps("", "all")).noneMatch(gap -> gap.startsWith("missing"));
  }

  /** A job would ask for the version null, which a bucket with versions does not have. */
  @Test
  void missingObjectHasNoVersionInAnInventoryOfCurrentVersions() throws IOException {
    event(PUT, "a/other", "v1", "10:00:00.000", 1, "other");
    listed("a/k", "null", true, false, "one", "11:00:00.000");

    Column version = row -> String.valueOf(row.getString("version_id") == null);
    assertThat(query("missing", "", "current", version)).containsExactly("true");
    assertThat(query("missing", "", "all", version)).containsExactly("false");
  }

  /** The journal began at ten, with a key that the prefix leaves out. */
  @Test
  void prefixDoesNotChangeWhatIsAGap() throws IOException {
    event(PUT, "b/k", "v0", "10:00:00.000", 1, "zero");
    event(PUT, "a/k", "v2", "12:00:00.000", 3, "two");
    listed("b/k", "v0", true, false, "zero", "10:00:00.000");
    listed("a/k", "v1", false, false, "one", "11:00:00.000");
    listed("a/k", "v2", true, false, "two", "12:00:00.000");

    assertThat(gaps("", "all")).containsExactly("missing a/k v1");
    assertThat(gaps("a/", "all")).containsExactly("missing a/k v1");
  }

  /** The expiration of an object tells the object's number; so may the marker that it makes. */
  @Test
  void markerWithTheNumberOfTheObjectThatItHidesIsTheCurrentVersion() throws IOException {
    event(PUT, "a/k", "v1", "11:00:00.000", 1, "one");
    event("LifecycleExpiration:DeleteMarkerCreated", "a/k", "m1", "12:00:00.000", 1, "");

    assertThat(query("state", "", "all", row -> row.getString("is_latest")))
        .containsExactly("false");
  }

  /** The second delivery found the object replaced; the first one found it. */
  @Test
  void recordThatShowsTheObjectIsTakenWhicheverOfTwoIsReadFirst() throws IOException {
    var time = Instant.parse("2026-01-31T11:00:00Z");
    var number = "%032X".formatted(1);
    var shown =
        JournalLines.record(PUT, "a/k", "", time, number, "one", "2026-01-31T11:00:00.000Z");
    var replaced = JournalLines.record(PUT, "a/k", "", time, number, "one", "");
    for (var both : List.of(List.of(shown, replaced), List.of(replaced, shown))) {
      records.clear();
      records.addAll(both);
      assertThat(query("state", "", "all", row -> row.getString("last_modified_date")))
          .containsExactly("2026-01-31T11:00:00.000Z");
    }
  }

  /** What a query makes of a row. */
  private interface Column {
    String of(java.sql.ResultSet row) throws java.sql.SQLException;
  }

  private void event(
      String name, String key, String version, String time, int number, String eTag) {
    records.add(
        JournalLines.record(
            name,
            key,
            version,
            Instant.parse("2026-01-31T" + time + "Z"),
            number == 0 ? "" : "%032X".formatted(number),
            eTag,
            eTag.isEmpty() ? "" : "2026-01-31T" + time.substring(0, 8) + ".000Z"));
  }

  private void listed(
      String key, String version, boolean isLatest, boolean isMarker, String eTag, String time) {
    var modified = "2026-01-31T" + time + "Z";
    var stored = new BucketModel.Stored(version, "", eTag, modified, isMarker);
    listed.add(InventoryTable.row(key, stored, isLatest));
  }

  private List<String> gaps(String prefix, String scope) throws IOException {
    return query(
            "gaps",
            prefix,
            scope,
            row ->
                row.getString("finding")
                    + " "
                    + row.getString("key")
                    + " "
                    + row.getString("version_id"))
        .stream()
        .filter(gap -> gap.matches("(?:missing|stale|ghost) .*"))
        .toList();
  }

  private List<String> query(String statement, String prefix, String scope, Column column)
      throws IOException {
    JournalLines.write(folder, records);
    var found = new ArrayList<String>();
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.journal(folder, JournalLines.BUCKET);
      InventoryTable.create(duckDb, listed);
      duckDb.query(
          QueryStatement.read(statement),
          Map.of(
              "source",
              JournalLines.BUCKET,
              "prefix",
              prefix,
              "dt",
              "listing",
              "cut",
              "9999-12-31T00:00:00.000Z",
              "scope",
              scope),
          row -> found.add(column.of(row)));
    }
    return found;
  }
}
