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

/** Shows each rule of include/present.sql by the smallest history that needs it. */
class PresentTest {
  private static final String PUT = "ObjectCreated:Put";
  private static final String UPLOAD = "ObjectCreated:CompleteMultipartUpload";
  private static final String DELETE = "ObjectRemoved:Delete";
  private static final String MARKER = "ObjectRemoved:DeleteMarkerCreated";
  private static final String EXPIRED = "LifecycleExpiration:Delete";
  private static final String BACKFILL = "Backfill:Existing";
  private static final String FOUND = "ObjectRemoved:FoundByVerify";

  private final List<String> records = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void newestObjectIsTheOneWithTheHighestNumberWhateverTheTimesSay() throws IOException {
    event(PUT, "", "12:00:00.300", 1, "old");
    event(PUT, "", "12:00:00.200", 2, "new");

    assertThat(state()).containsExactly("null current new");
  }

  @Test
  void deletedObjectIsNotPresent() throws IOException {
    event(PUT, "", "12:00:00.000", 1, "old");
    event(DELETE, "", "12:00:01.000", 2, "");

    assertThat(state()).isEmpty();
  }

  @Test
  void expirationDeletesTheObjectWhoseNumberItHas() throws IOException {
    event(PUT, "", "12:00:00.000", 1, "old");
    event(EXPIRED, "", "13:00:00.000", 1, "");

    assertThat(state()).isEmpty();

    event(PUT, "", "14:00:00.000", 2, "new");

    assertThat(state()).containsExactly("null current new");
  }

  @Test
  void uploadThatEndedAfterANewerObjectIsNotGuessed() throws IOException {
    event(UPLOAD, "", "12:00:10.000", 1, "upload");
    event(PUT, "", "12:00:05.000", 2, "put");

    assertThat(state()).containsExactly("null undecided");

    event(PUT, "", "12:00:20.000", 3, "later");

    assertThat(state()).containsExactly("null current later");
  }

  @Test
  void versionsKeepBothAnUploadAndANewerObject() throws IOException {
    event(UPLOAD, "a", "12:00:10.000", 1, "upload");
    event(PUT, "b", "12:00:05.000", 2, "put");

    assertThat(state()).containsExactly("a older upload", "b current put");
  }

  @Test
  void deletedVersionShowsTheOneBeforeIt() throws IOException {
    event(PUT, "a", "12:00:00.000", 1, "old");
    event(PUT, "b", "12:00:01.000", 2, "new");
    event(DELETE, "b", "12:00:02.000", 3, "");

    assertThat(state()).containsExactly("a current old");
  }

  @Test
  void deletedDeleteMarkerShowsWhatItHid() throws IOException {
    event(PUT, "a", "12:00:00.000", 1, "old");
    event(MARKER, "m", "12:00:01.000", 2, "");

    assertThat(state()).containsExactly("a older old");

    event(DELETE, "m", "12:00:02.000", 3, "");

    assertThat(state()).containsExactly("a current old");
  }

  @Test
  void nullVersionIsReplacedBesideTheOthers() throws IOException {
    event(PUT, "a", "12:00:00.000", 1, "kept");
    event(PUT, "null", "12:00:01.000", 2, "old");
    event(PUT, "null", "12:00:02.000", 3, "new");

    assertThat(state()).containsExactly("a older kept", "null current new");
  }

  @Test
  void backfilledObjectGivesWayToItsLaterEvents() throws IOException {
    event(BACKFILL, "", "12:00:00.000", 0, "there before");

    assertThat(state()).containsExactly("null current there before");

    event(DELETE, "", "12:10:00.000", 5, "");

    assertThat(state()).isEmpty();
  }

  @Test
  void backfillOfAnObjectWhoseEventIsThereChangesNothing() throws IOException {
    event(PUT, "", "12:00:00.400", 1, "same");
    event(BACKFILL, "", "12:00:00.000", 0, "same");

    assertThat(state()).containsExactly("null current same");
  }

  @Test
  void backfilledObjectWhoseEventNeverCameReplacesTheOlderOne() throws IOException {
    event(PUT, "", "12:00:00.000", 1, "old");
    event(BACKFILL, "", "12:30:00.000", 0, "new");

    assertThat(state()).containsExactly("null current new");
  }

  @Test
  void backfilledObjectOfTheSameSecondAsADeletionIsNotGuessed() throws IOException {
    event(DELETE, "", "12:00:00.700", 1, "");
    event(BACKFILL, "", "12:00:00.000", 0, "object");

    assertThat(state()).containsExactly("null undecided");
  }

  @Test
  void twoBackfilledObjectsOfOneSecondAreNotGuessed() throws IOException {
    event(PUT, "", "11:59:00.000", 1, "a");
    event(BACKFILL, "", "12:00:00.000", 0, "a");
    event(BACKFILL, "", "12:00:00.000", 0, "b");

    assertThat(state()).containsExactly("null undecided");

    unread(PUT, "", "12:00:00.900", 2, "a");

    assertThat(state()).containsExactly("null undecided");

    event(PUT, "", "12:00:05.000", 3, "a");

    assertThat(state()).containsExactly("null current a");
  }

  @Test
  void uploadThatNobodyLookedAtMayHaveBegunBeforeABackfilledVersion() throws IOException {
    event(BACKFILL, "a", "12:00:00.000", 0, "backfilled");
    unread(UPLOAD, "b", "12:10:00.000", 1, "upload");

    assertThat(state()).containsExactly("a undecided", "b undecided");

    event(PUT, "c", "12:20:00.000", 2, "put");

    assertThat(state()).containsExactly("a older backfilled", "b older upload", "c current put");
  }

  @Test
  void uploadThatEndedBeforeABackfilledVersionWasMadeIsOlder() throws IOException {
    unread(UPLOAD, "b", "11:50:00.000", 1, "upload");
    event(BACKFILL, "a", "12:00:00.000", 0, "backfilled");

    assertThat(state()).containsExactly("a current backfilled", "b older upload");
  }

  @Test
  void deletionThatVerifyFoundIsOne() throws IOException {
    event(PUT, "", "12:00:00.000", 1, "old");
    event(FOUND, "", "13:00:00.000", 0, "");

    assertThat(state()).isEmpty();

    event(PUT, "", "13:00:00.500", 2, "again");

    assertThat(state()).containsExactly("null current again");
  }

  @Test
  void recordThatIsThereTwiceCountsOnce() throws IOException {
    event(UPLOAD, "", "12:00:00.000", 1, "upload");
    event(UPLOAD, "", "12:00:00.000", 1, "upload");

    assertThat(state()).containsExactly("null current upload");
  }

  /** Of one key; a number of 0 is none. */
  private void event(String name, String version, String time, int number, String eTag) {
    var modified = eTag.isEmpty() ? "" : "2026-01-31T" + time.substring(0, 8) + ".000Z";
    event(name, version, time, number, eTag, modified);
  }

  /** An event whose object was not there any more when it was looked at. */
  private void unread(String name, String version, String time, int number, String eTag) {
    event(name, version, time, number, eTag, "");
  }

  private void event(
      String name, String version, String time, int number, String eTag, String modified) {
    records.add(
        JournalLines.record(
            name,
            "key",
            version,
            Instant.parse("2026-01-31T" + time + "Z"),
            number == 0 ? "" : "%032X".formatted(number),
            eTag,
            modified));
  }

  private List<String> state() throws IOException {
    JournalLines.write(folder, records);
    var found = new ArrayList<String>();
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.journal(folder, JournalLines.BUCKET);
      duckDb.query(
          QueryStatement.read("state"),
          Map.of("source", JournalLines.BUCKET, "prefix", ""),
          row -> {
            var isLatest = row.getBoolean("is_latest");
            var isOpen = row.wasNull() || row.getBoolean("is_undecided");
            var state = isLatest ? "current " : "older ";
            found.add(
                row.getString("version_id")
                    + " "
                    + (isOpen ? "undecided" : state + row.getString("e_tag")));
          });
    }
    return found;
  }
}
