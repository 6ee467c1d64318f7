package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import objectledger.json.JsonWriter;
import objectledger.ops.Source;
import objectledger.ops.UtcTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that what the bucket and the ledger have differently is named once, by its kind, and that
 * nothing else is: neither what is too young, nor what the source does not record.
 */
class ComparisonTest {
  /** A journal of some records has a few hundred bytes. */
  private static final long PART_BYTES = 60;

  private static final Instant OLD = Instant.parse("2026-11-27T10:00:00Z");
  private static final Instant CUT = Instant.parse("2026-11-27T12:00:00Z");
  private static final Instant YOUNG = Instant.parse("2026-11-27T12:00:05Z");
  private static final List<String> ALL =
      List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*");
  private static final String ODD = "a\nb + %41 Köln/😀/";

  private final List<ListedVersion> listing = new ArrayList<>();
  private final List<Map<String, Object>> journal = new ArrayList<>();
  private final List<Map<String, Object>> latest = new ArrayList<>();
  private Source source = new Source("s", "b", ALL, "", List.of(), "direct");
  private String scope = "all";
  private int number;

  @TempDir private Path folder;

  @Test
  void namesNothingWhereBothAreTheSame() throws Exception {
    same("a");
    same(ODD);

    assertThat(gaps()).isEmpty();
  }

  @Test
  void namesWhatTheLedgerDoesNotHave() throws Exception {
    same("a");
    listed(ODD, "null", true, false, OLD, "e");

    assertThat(gaps()).containsExactly("missing " + ODD + " null");
  }

  @Test
  void namesWhatTheBucketDoesNotHave() throws Exception {
    same("a");
    created(ODD, null, OLD, "e");

    assertThat(gaps()).containsExactly("ghost " + ODD + " null");
  }

  @Test
  void namesWhatTheLedgerHasOtherwise() throws Exception {
    same("a");
    created("k", null, OLD, "e1");
    listed("k", "null", true, false, OLD.plusSeconds(9), "e2");

    assertThat(gaps()).containsExactly("stale k null");
  }

  @Test
  void namesAnObjectOfWhichOneFactIsOther() throws Exception {
    same("a");
    created("content", null, OLD, "e1");
    listed("content", "null", true, false, OLD, "e2");
    created("size", null, OLD, "e");
    listing.add(new ListedVersion("size", "null", true, false, 2L, OLD, "e", "STANDARD"));
    created("time", null, OLD, "e");
    listed("time", "null", true, false, OLD.plusSeconds(1), "e");
    created("version", "v1", OLD, "e");
    listed("version", "v2", true, false, OLD, "e");
    created("which is current", "v1", OLD, "e");
    listed("which is current", "v1", false, false, OLD, "e");

    assertThat(gaps())
        .containsExactly(
            "missing version v2",
            "stale content null",
            "stale size null",
            "stale time null",
            "stale which is current v1",
            "ghost version v1");
  }

  @Test
  void namesADeleteMarkerThatIsNotRecordedAndNotWhatItHides() throws Exception {
    same("a");
    created("k", "v1", OLD, "e");
    listed("k", "v1", false, false, OLD, "e");
    listed("k", "v2", true, true, OLD.plusSeconds(60), "");

    assertThat(gaps()).containsExactly("missing k v2 marker");
  }

  @Test
  void namesADeletedVersionThatIsNotRecorded() throws Exception {
    same("a");
    created("k", "v1", OLD, "e1");
    created("k", "v2", OLD.plusSeconds(1), "e2");
    listed("k", "v1", true, false, OLD, "e1");

    assertThat(gaps()).containsExactly("ghost k v2");
  }

  @Test
  void countsWhatIsTooYoungAndDoesNotNameIt() throws Exception {
    same("a");
    listed("new", "null", true, false, YOUNG, "e");
    created("overwritten", null, OLD, "e1");
    created("overwritten", null, YOUNG, "e2");
    listed("overwritten", "null", true, false, OLD, "e1");
    created("deleted", null, OLD, "e");
    deleted("deleted", null, YOUNG);
    listed("deleted", "null", true, false, OLD, "e");

    assertThat(gaps()).isEmpty();
    assertThat(leftOut()).containsKey(FindingWords.YOUNG);
  }

  @Test
  void countsWhatTheSourceDoesNotRecordAndDoesNotNameIt() throws Exception {
    source = new Source("s", "b", List.of("s3:ObjectCreated:Put"), "", List.of(".csv"), "direct");
    same("a.csv");
    listed("copied.csv", "null", true, false, OLD, "e");
    created("deleted.csv", null, OLD, "e");
    created("earlier.txt", null, OLD, "e");

    assertThat(gaps()).isEmpty();
    assertThat(leftOut())
        .containsEntry(Judged.NO_CREATIONS, 1L)
        .containsEntry(Judged.NO_DELETIONS, 1L)
        .containsEntry(Judged.FILTERED, 1L);
  }

  @Test
  void namesDocumentsThatDoNotShowThePresent() throws Exception {
    same("a");
    document("a", null, "e", 1);
    same("wrong");
    document("wrong", null, "other", 1);
    same("none");
    created("gone", null, OLD, "e");
    deleted("gone", null, OLD.plusSeconds(1));
    document("gone", null, "e", 1);
    listed("unrecorded", "null", true, false, OLD, "e");
    listed("customer key", "null", true, false, OLD, "e");
    created("customer key", null, OLD, "e");
    document("customer key", null, null, null);
    listed("young", "null", true, false, YOUNG, "e");

    assertThat(gaps())
        .containsExactly(
            "missing unrecorded null", "latest gone null", "latest none null", "latest wrong null");
  }

  @Test
  void namesTheDeleteMarkerAndNotTheVersionBelowItWhereADocumentShowsThat() throws Exception {
    created("hidden", "v1", OLD, "e");
    marked("hidden", "m", OLD.plusSeconds(60));
    listed("hidden", "v1", false, false, OLD, "e");
    listed("hidden", "m", true, true, OLD.plusSeconds(60), "");
    document("hidden", "v1", "e", 1);
    created("deleted", "v1", OLD, "e");
    deleted("deleted", "v1", OLD.plusSeconds(1));
    document("deleted", "v1", "e", 1);
    created("marked", "v1", OLD, "e");
    marked("marked", "m", OLD.plusSeconds(60));
    listed("marked", "v1", false, false, OLD, "e");
    listed("marked", "m", true, true, OLD.plusSeconds(60), "");

    assertThat(gaps()).containsExactly("latest deleted v1", "latest hidden m marker");
  }

  @Test
  void anInventoryOfCurrentVersionsDoesNotTellThatAVersionIsGone() throws Exception {
    scope = "current";
    same("a");
    document("a", null, "e", 1);
    created("lost", "v1", OLD, "e");
    created("hidden", "v1", OLD, "e");
    marked("hidden", "m", OLD.plusSeconds(60));
    document("hidden", "v1", "e", 1);
    created("again", "v1", OLD, "e1");
    marked("again", "m", OLD.plusSeconds(60));
    listed("again", "null", true, false, OLD.plusSeconds(90), "e2");

    assertThat(gaps())
        .containsExactly(
            "missing again null", "ghost lost v1 (obstacle)", "latest hidden v1 (obstacle)");
    try (var comparison = comparison(PART_BYTES);
        var gaps = new Gaps(folder.resolve("gaps"))) {
      comparison.compareJournal(gaps);
      assertThat(gaps.total()).isEqualTo(2);
      comparison.forgottenMarkers(gap -> assertThat(gap).isNull());
    }
  }

  @Test
  void aDocumentWithAVersionShowsThePresentAlsoWhereTheInventoryHasNoVersions() throws Exception {
    scope = "current";
    created("k", "v1", OLD, "e");
    listed("k", "null", true, false, OLD, "e");
    document("k", "v1", "e", 1);
    created("old", "v1", OLD, "e1");
    created("old", "v2", OLD.plusSeconds(1), "e2");
    listed("old", "null", true, false, OLD.plusSeconds(1), "e2");
    document("old", "v1", "e1", 1);

    assertThat(gaps()).containsExactly("latest old null");
  }

  @Test
  void comparesOnlyKeysOfThePrefix() throws Exception {
    source = new Source("s", "b", ALL, "in/", List.of(), "direct");
    created("out/x", null, OLD, "e");
    created("in/x", null, OLD, "e");

    assertThat(gaps()).containsExactly("ghost in/x null");
  }

  @Test
  void findsTheDeleteMarkerWhoseDeletionIsNotRecorded() throws Exception {
    created("k", "v1", OLD, "e");
    marked("k", "v2", OLD.plusSeconds(60));
    listed("k", "v1", true, false, OLD, "e");

    assertThat(gaps()).containsExactly("stale k v1");
    var forgotten = new ArrayList<String>();
    try (var comparison = comparison(PART_BYTES);
        var gaps = new Gaps(folder.resolve("gaps"))) {
      comparison.compareJournal(gaps);
      comparison.forgottenMarkers(gap -> forgotten.add(gap.key() + " " + gap.versionId()));
    }
    assertThat(forgotten).containsExactly("k v2");
  }

  /** No later record replaces what an event, or a deletion, says of a version. */
  @Test
  void whatIsRecordedOfAVersionOtherwiseThanItIsCannotBeRepaired() throws Exception {
    same("a");
    created("altered", "v1", OLD, "forged");
    listed("altered", "v1", true, false, OLD, "e");
    created("deleted", "v1", OLD, "e");
    deleted("deleted", "v1", OLD.plusSeconds(1));
    listed("deleted", "v1", true, false, OLD, "e");
    created("gone", "v1", OLD, "e");
    deleted("gone", "v1", OLD.plusSeconds(1));
    created("young and gone", "v1", OLD, "e");
    deleted("young and gone", "v1", YOUNG);
    listed("lost", "v1", true, false, OLD, "e");
    created("overwritten", null, OLD, "e1");
    listed("overwritten", "null", true, false, OLD.plusSeconds(9), "e2");
    created("other current", "v1", OLD, "e");
    marked("other current", "m", OLD.plusSeconds(60));
    listed("other current", "v1", true, false, OLD, "e");

    assertThat(gaps())
        .containsExactly(
            "missing deleted v1 (obstacle)",
            "missing lost v1",
            "stale altered v1 (obstacle)",
            "stale other current v1",
            "stale overwritten null");
    assertThat(leftOut()).isEmpty();
  }

  @Test
  void anEmptyJournalLacksEverything() throws Exception {
    listed("a", "null", true, false, OLD, "e");

    assertThat(gaps()).containsExactly("missing a null");
  }

  private void same(String key) {
    created(key, null, OLD, "e");
    listed(key, "null", true, false, OLD, "e");
  }

  private void listed(
      String key, String version, boolean isLatest, boolean isMarker, Instant time, String eTag) {
    listing.add(
        new ListedVersion(
            key, version, isLatest, isMarker, isMarker ? null : 1L, time, eTag, "STANDARD"));
  }

  private void created(String key, String version, Instant time, String eTag) {
    var event = event("ObjectCreated:Put", "CREATE", key, version, time);
    event.put("object_state", "present");
    event.put("size", 1);
    event.put("e_tag", eTag);
    event.put("last_modified_date", UtcTime.text(time));
  }

  private void deleted(String key, String version, Instant time) {
    event("ObjectRemoved:Delete", "DELETE", key, version, time).put("is_delete_marker", false);
  }

  private void marked(String key, String version, Instant time) {
    event("ObjectRemoved:DeleteMarkerCreated", "DELETE", key, version, time)
        .put("is_delete_marker", true);
  }

  private Map<String, Object> event(
      String name, String type, String key, String version, Instant time) {
    var event = new LinkedHashMap<String, Object>();
    event.put("record_id", "%064x".formatted(++number));
    event.put("record_type", type);
    event.put("event_name", name);
    event.put("record_timestamp", UtcTime.text(time));
    event.put("bucket", "b");
    event.put("key", key);
    if (version != null) {
      event.put("version_id", version);
    }
    event.put("sequence_number", "%032X".formatted(number));
    event.put("is_delete_marker", false);
    journal.add(event);
    return event;
  }

  private void document(String key, String version, String eTag, Integer size) {
    var document = new LinkedHashMap<String, Object>();
    document.put("bucket", "b");
    document.put("key", key);
    if (version != null) {
      document.put("version_id", version);
    }
    document.put("object_state", "present");
    if (eTag != null) {
      document.put("e_tag", eTag);
      document.put("size", size);
    }
    latest.add(document);
  }

  /** The same, whether all is compared at once or in parts. */
  private List<String> gaps() throws IOException {
    var atOnce = gaps(ComparedParts.USUAL_BYTES);
    assertThat(gaps(PART_BYTES)).isEqualTo(atOnce);
    return atOnce;
  }

  private List<String> gaps(long partBytes) throws IOException {
    var named = new ArrayList<String>();
    try (var comparison = comparison(partBytes);
        var gaps = new Gaps(folder.resolve("gaps"))) {
      compare(comparison, gaps);
      gaps.forEach(
          gap ->
              named.add(
                  gap.kind().label()
                      + " "
                      + gap.key()
                      + " "
                      + gap.versionId()
                      + (gap.isDeleteMarker() ? " marker" : "")
                      + (gap.obstacle().isEmpty() ? "" : " (obstacle)")));
    }
    return named;
  }

  private Map<String, Long> leftOut() throws IOException {
    var atOnce = leftOut(ComparedParts.USUAL_BYTES);
    assertThat(leftOut(PART_BYTES)).isEqualTo(atOnce);
    return atOnce;
  }

  private Map<String, Long> leftOut(long partBytes) throws IOException {
    try (var comparison = comparison(partBytes);
        var gaps = new Gaps(folder.resolve("gaps"))) {
      compare(comparison, gaps);
      return gaps.leftOut();
    }
  }

  private void compare(Comparison comparison, Gaps gaps) throws IOException {
    comparison.compareJournal(gaps);
    comparison.compareLatest(folder.resolve("latest"), gaps);
  }

  private Comparison comparison(long partBytes) throws IOException {
    write(
        folder.resolve("listing/range-0000.ndjson.gz"), listing.stream().map(ListedVersion::line));
    if (!journal.isEmpty()) {
      write(
          folder.resolve("journal/source=b/date=2026-11-27.ndjson.gz"),
          journal.stream().map(record -> copied("hour=10/x.json", record)));
    }
    if (!latest.isEmpty()) {
      write(
          folder.resolve("latest/source=b.ndjson.gz"),
          latest.stream().map(record -> copied("x.json", record)));
    }
    var comparison =
        new Comparison(
            folder.resolve("duckdb"),
            new Judged(source, source.keyPrefix()),
            ListingView.of("b", folder.resolve("listing")),
            listing.size(),
            CUT,
            scope,
            partBytes);
    comparison.readJournal(folder.resolve("journal"), folder.resolve("empty"));
    return comparison;
  }

  private static byte[] copied(String file, Map<String, Object> record) {
    var line = new LinkedHashMap<String, Object>();
    line.put("file", file);
    line.put("modified", "2026-11-27T10:00:01.000Z");
    line.put("e_tag", "x");
    line.put("record", record);
    return JsonWriter.toLine(line);
  }

  private static void write(Path file, Stream<byte[]> lines) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (var line : lines.toList()) {
        gzip.write(line);
      }
    }
  }
}
