package objectledger.smoke;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import objectledger.ops.Command;
import objectledger.ops.StackOutputs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Proves that a deployed stack records what happens in its sources, whichever stack {@code -Dstack}
 * names: a laptop's or an account's. The setting {@code SOURCE} restricts it to one source. The
 * objects stand under a prefix of this run and are deleted in the end; their records stay, as every
 * record does.
 */
@org.junit.jupiter.api.Tag("smoke")
class SmokeTest {
  private static StackOutputs stack;
  private static S3Client s3;
  private static List<SourceUnderTest> sources;

  @BeforeAll
  static void connect() throws IOException {
    var run = UUID.randomUUID().toString();
    stack = StackOutputs.read(Path.of(System.getProperty("stack")));
    s3 = stack.s3();
    sources =
        stack.sources().selected(Command.setting("SOURCE")).stream()
            .map(source -> new SourceUnderTest(stack, source, s3, run))
            .toList();
  }

  @AfterAll
  static void cleanUp() {
    onEachSource(SourceUnderTest::cleanUp);
    s3.close();
    var millis = sources.stream().flatMap(source -> source.millis().stream()).sorted().toList();
    if (millis.isEmpty()) {
      return;
    }
    System.out.printf(
        "smoke: %s, %s records of %s, from put to found: median %s ms, longest %s ms%n",
        stack.environment(),
        millis.size(),
        sources.stream().map(each -> each.source().label()).collect(Collectors.joining(", ")),
        millis.get(millis.size() / 2),
        millis.getLast());
  }

  private static void onEachSource(Consumer<SourceUnderTest> scenario) {
    EachSource.run(sources, each -> each.source().inWords(), scenario);
  }

  @Test
  void plainObjectIsRecordedAsItWasPut() {
    onEachSource(SmokeTest::plainObjectIsRecordedAsItWasPut);
  }

  private static void plainObjectIsRecordedAsItWasPut(SourceUnderTest source) {
    var put = source.put("plain.txt", "hello", Map.of(), "");

    var record = source.await(put);

    assertThat(record.text("record_type")).isEqualTo("CREATE");
    assertThat(record.text("event_name")).isEqualTo("ObjectCreated:Put");
    assertThat(record.text("bucket")).isEqualTo(source.bucket());
    assertThat(record.text("object_state")).isEqualTo("present");
    assertThat(record.text("content_type")).isEqualTo("text/plain");
    assertThat(record.json().get("size").countOrUnknown()).isEqualTo(5);
    assertThat(record.text("e_tag")).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(record.text("record_id")).matches("[0-9a-f]{64}");
    assertThat(record.journalKey()).endsWith("/" + record.text("record_id") + ".json");
  }

  @Test
  void awkwardKeyIsRecordedUnderItsOwnName() {
    onEachSource(SmokeTest::awkwardKeyIsRecordedUnderItsOwnName);
  }

  private static void awkwardKeyIsRecordedUnderItsOwnName(SourceUnderTest source) {
    var put = source.put("a b+c/é ü/100% \"日本\" 'x'&y=1;z..//.txt", "key", Map.of(), "");

    var record = source.await(put);

    assertThat(record.text("key")).isEqualTo(put.key());
  }

  @Test
  void objectWithoutBytesHasTheSizeZero() {
    onEachSource(SmokeTest::objectWithoutBytesHasTheSizeZero);
  }

  private static void objectWithoutBytesHasTheSizeZero(SourceUnderTest source) {
    var put = source.put("folder/", "", Map.of(), "");

    var record = source.await(put);

    assertThat(record.json().get("size").countOrUnknown()).isZero();
  }

  @Test
  void multipartUploadIsRecordedOnceWithItsParts() {
    onEachSource(SmokeTest::multipartUploadIsRecordedOnceWithItsParts);
  }

  private static void multipartUploadIsRecordedOnceWithItsParts(SourceUnderTest source) {
    ScenarioSkippedException.unless(
        source.source().records("ObjectCreated:CompleteMultipartUpload"),
        "no multipart uploads are recorded");
    var key = source.key("multipart.bin");
    var upload =
        s3.createMultipartUpload(create -> create.bucket(source.bucket()).key(key)).uploadId();
    var parts = new ArrayList<CompletedPart>();
    for (var number : List.of(1, 2)) {
      var bytes = new byte[number == 1 ? 5 << 20 : 10];
      var eTag =
          s3.uploadPart(
                  part -> part.bucket(source.bucket()).key(key).uploadId(upload).partNumber(number),
                  RequestBody.fromBytes(bytes))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(eTag).build());
    }
    var started = System.nanoTime();
    var version =
        s3.completeMultipartUpload(
                complete ->
                    complete
                        .bucket(source.bucket())
                        .key(key)
                        .uploadId(upload)
                        .multipartUpload(all -> all.parts(parts)))
            .versionId();

    var record = source.await(new SourceUnderTest.Put(key, version, started));

    assertThat(record.text("event_name")).isEqualTo("ObjectCreated:CompleteMultipartUpload");
    assertThat(record.json().get("size").countOrUnknown()).isEqualTo((5 << 20) + 10);
    assertThat(record.json().get("is_multipart").value()).isEqualTo(true);
    assertThat(record.json().get("parts_count").countOrUnknown()).isEqualTo(2);
  }

  @Test
  void userMetadataAndTagsAreRecordedAsTheirOwnerWroteThem() {
    onEachSource(SmokeTest::userMetadataAndTagsAreRecordedAsTheirOwnerWroteThem);
  }

  private static void userMetadataAndTagsAreRecordedAsTheirOwnerWroteThem(SourceUnderTest source) {
    var encoded =
        "=?UTF-8?B?"
            + Base64.getEncoder().encodeToString("Köln 東京".getBytes(StandardCharsets.UTF_8))
            + "?=";
    var put =
        source.put(
            "labels.txt", "labels", Map.of("team", "blue", "city", encoded), "stage=raw&who=a%20b");

    var record = source.await(put);

    assertThat(record.json().get("user_metadata").value())
        .isEqualTo(Map.of("team", "blue", "city", "Köln 東京"));
    assertThat(record.json().get("object_tags").value())
        .isEqualTo(Map.of("stage", "raw", "who", "a b"));
  }

  @Test
  void overwriteIsRecordedBesideWhatItReplaced() {
    onEachSource(SmokeTest::overwriteIsRecordedBesideWhatItReplaced);
  }

  private static void overwriteIsRecordedBesideWhatItReplaced(SourceUnderTest source) {
    var first = source.put("overwritten.txt", "one", Map.of(), "");
    var second = source.put("overwritten.txt", "twice", Map.of(), "");

    var records =
        source
            .ledger()
            .await(
                "two records of " + first.key(), 2, entry -> entry.text("key").equals(first.key()));

    assertThat(records)
        .extracting(entry -> entry.text("version_id"))
        .containsExactlyInAnyOrder(first.version(), second.version());
    assertThat(records).extracting(entry -> entry.text("record_id")).doesNotHaveDuplicates();
    assertThat(records).extracting(entry -> entry.text("sequence_number")).doesNotHaveDuplicates();
  }

  @Test
  void journalAndLatestTellTheStoryOfAnObject() {
    onEachSource(SmokeTest::journalAndLatestTellTheStoryOfAnObject);
  }

  private static void journalAndLatestTellTheStoryOfAnObject(SourceUnderTest source) {
    ScenarioSkippedException.unless(
        stack.keepsLatest() && source.source().recordsChanges(), "only creations are recorded");
    var key = source.key("story.txt");

    var first = source.put("story.txt", "one", Map.of(), "").version();
    if (first.isEmpty()) {
      storyWithoutVersions(source, key);
      return;
    }
    var second = source.put("story.txt", "two!", Map.of(), "").version();
    tag(source, key);
    var marker = source.delete(key, null);
    var third = source.put("story.txt", "three", Map.of(), "").version();
    source.delete(key, second);

    var story =
        source.ledger().await("six records of " + key, 6, entry -> entry.text("key").equals(key));
    assertThat(story)
        .extracting(
            entry -> entry.text("record_type"),
            entry -> entry.text("event_name"),
            entry -> entry.text("version_id"))
        .containsExactlyInAnyOrder(
            tuple("CREATE", "ObjectCreated:Put", first),
            tuple("CREATE", "ObjectCreated:Put", second),
            tuple("UPDATE_METADATA", "ObjectTagging:Put", second),
            tuple("DELETE", "ObjectRemoved:DeleteMarkerCreated", marker),
            tuple("CREATE", "ObjectCreated:Put", third),
            tuple("DELETE", "ObjectRemoved:Delete", second));
    assertThat(
            story.stream()
                .filter(entry -> !entry.text("record_type").equals("UPDATE_METADATA"))
                .sorted(comparing(entry -> entry.text("sequence_number")))
                .map(entry -> entry.text("version_id")))
        .containsExactly(first, second, marker, third, second);
    var latest =
        source.ledger().awaitLatest(key, document -> document.get("version_id").isEqualTo(third));
    assertThat(latest.get("object_state").text()).isEqualTo("present");
    assertThat(latest.get("size").countOrUnknown()).isEqualTo(5);

    source.delete(key, null);

    source.ledger().awaitLatest(key, document -> document.get("object_state").isEqualTo("gone"));
  }

  /**
   * The rest of the story in a bucket that keeps no versions: nothing tells two deletions apart.
   */
  private static void storyWithoutVersions(SourceUnderTest source, String key) {
    source.put("story.txt", "two!", Map.of(), "");
    tag(source, key);
    source.delete(key, null);
    source.put("story.txt", "three", Map.of(), "");

    var story =
        source.ledger().await("five records of " + key, 5, entry -> entry.text("key").equals(key));
    assertThat(story)
        .extracting(
            entry -> entry.text("record_type"),
            entry -> entry.text("event_name"),
            entry -> entry.text("version_id"))
        .containsExactlyInAnyOrder(
            tuple("CREATE", "ObjectCreated:Put", ""),
            tuple("CREATE", "ObjectCreated:Put", ""),
            tuple("UPDATE_METADATA", "ObjectTagging:Put", ""),
            tuple("DELETE", "ObjectRemoved:Delete", ""),
            tuple("CREATE", "ObjectCreated:Put", ""));
    source.ledger().awaitLatest(key, document -> document.get("size").countOrUnknown() == 5);

    source.delete(key, null);

    source.ledger().awaitLatest(key, document -> document.get("object_state").isEqualTo("gone"));
  }

  private static void tag(SourceUnderTest source, String key) {
    s3.putObjectTagging(
        tag ->
            tag.bucket(source.bucket())
                .key(key)
                .tagging(tags -> tags.tagSet(Tag.builder().key("stage").value("raw").build())));
  }

  @Test
  void versionThatLiveNamesMadeTheRecord() {
    onEachSource(SmokeTest::versionThatLiveNamesMadeTheRecord);
  }

  private static void versionThatLiveNamesMadeTheRecord(SourceUnderTest source) {
    var put = source.put("version.txt", "version", Map.of(), "");

    var record = source.await(put);

    assertThat(record.metadata()).containsEntry("function-version", stack.functionVersion());
  }
}
