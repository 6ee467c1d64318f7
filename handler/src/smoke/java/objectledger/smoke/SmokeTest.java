package objectledger.smoke;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import objectledger.ops.StackOutputs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Proves that a deployed stack records what happens in its source bucket, whichever stack {@code
 * -Dstack} names: a laptop's or an account's. The objects stand under a prefix of this run and are
 * deleted in the end; their records stay, as every record does.
 */
@org.junit.jupiter.api.Tag("smoke")
class SmokeTest {
  private static final String RUN = UUID.randomUUID().toString();
  private static final List<Long> MILLIS = new ArrayList<>();

  private static StackOutputs stack;
  private static S3Client s3;
  private static LedgerReader ledger;

  @BeforeAll
  static void connect() throws IOException {
    stack = StackOutputs.read(Path.of(System.getProperty("stack")));
    s3 = stack.s3();
    ledger = new LedgerReader(s3, stack, Instant.now());
  }

  @AfterAll
  static void cleanUp() {
    var prefix = stack.keyPrefix() + "object-ledger-smoke/" + RUN + "/";
    s3.listObjectVersionsPaginator(
            list -> list.bucket(stack.sourceBucket()).prefix(prefix).encodingType(EncodingType.URL))
        .forEach(
            page -> {
              page.versions().forEach(version -> delete(version.key(), version.versionId()));
              page.deleteMarkers().forEach(marker -> delete(marker.key(), marker.versionId()));
            });
    s3.close();
    if (MILLIS.isEmpty()) {
      return;
    }
    MILLIS.sort(null);
    System.out.printf(
        "smoke: %s, %s records, from put to found: median %s ms, longest %s ms%n",
        stack.environment(), MILLIS.size(), MILLIS.get(MILLIS.size() / 2), MILLIS.getLast());
  }

  @Test
  void plainObjectIsRecordedAsItWasPut() {
    var put = put("plain.txt", "hello", Map.of(), "");

    var record = await(put);

    assertThat(record.text("record_type")).isEqualTo("CREATE");
    assertThat(record.text("event_name")).isEqualTo("ObjectCreated:Put");
    assertThat(record.text("bucket")).isEqualTo(stack.sourceBucket());
    assertThat(record.text("object_state")).isEqualTo("present");
    assertThat(record.text("content_type")).isEqualTo("text/plain");
    assertThat(record.json().get("size").countOrUnknown()).isEqualTo(5);
    assertThat(record.text("e_tag")).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(record.text("record_id")).matches("[0-9a-f]{64}");
    assertThat(record.journalKey()).endsWith("/" + record.text("record_id") + ".json");
  }

  @Test
  void awkwardKeyIsRecordedUnderItsOwnName() {
    var put = put("a b+c/é ü/100% \"日本\" 'x'&y=1;z..//.txt", "key", Map.of(), "");

    var record = await(put);

    assertThat(record.text("key")).isEqualTo(put.key());
  }

  @Test
  void objectWithoutBytesHasTheSizeZero() {
    var put = put("folder/", "", Map.of(), "");

    var record = await(put);

    assertThat(record.json().get("size").countOrUnknown()).isZero();
  }

  @Test
  void multipartUploadIsRecordedOnceWithItsParts() {
    assumeTrue(
        stack.records("ObjectCreated:CompleteMultipartUpload"),
        "the environment records no multipart uploads");
    var key = key("multipart.bin");
    var upload =
        s3.createMultipartUpload(create -> create.bucket(stack.sourceBucket()).key(key)).uploadId();
    var parts = new ArrayList<CompletedPart>();
    for (var number : List.of(1, 2)) {
      var bytes = new byte[number == 1 ? 5 << 20 : 10];
      var eTag =
          s3.uploadPart(
                  part ->
                      part.bucket(stack.sourceBucket())
                          .key(key)
                          .uploadId(upload)
                          .partNumber(number),
                  RequestBody.fromBytes(bytes))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(eTag).build());
    }
    var started = System.nanoTime();
    var version =
        s3.completeMultipartUpload(
                complete ->
                    complete
                        .bucket(stack.sourceBucket())
                        .key(key)
                        .uploadId(upload)
                        .multipartUpload(all -> all.parts(parts)))
            .versionId();

    var record = await(new Put(key, version, started));

    assertThat(record.text("event_name")).isEqualTo("ObjectCreated:CompleteMultipartUpload");
    assertThat(record.json().get("size").countOrUnknown()).isEqualTo((5 << 20) + 10);
    assertThat(record.json().get("is_multipart").value()).isEqualTo(true);
    assertThat(record.json().get("parts_count").countOrUnknown()).isEqualTo(2);
  }

  @Test
  void userMetadataAndTagsAreRecordedAsTheirOwnerWroteThem() {
    var encoded =
        "=?UTF-8?B?"
            + Base64.getEncoder().encodeToString("Köln 東京".getBytes(StandardCharsets.UTF_8))
            + "?=";
    var put =
        put("labels.txt", "labels", Map.of("team", "blue", "city", encoded), "stage=raw&who=a%20b");

    var record = await(put);

    assertThat(record.json().get("user_metadata").value())
        .isEqualTo(Map.of("team", "blue", "city", "Köln 東京"));
    assertThat(record.json().get("object_tags").value())
        .isEqualTo(Map.of("stage", "raw", "who", "a b"));
  }

  @Test
  void overwriteIsRecordedBesideWhatItReplaced() {
    var first = put("overwritten.txt", "one", Map.of(), "");
    var second = put("overwritten.txt", "twice", Map.of(), "");

    var records =
        ledger.await(
            "two records of " + first.key(), 2, entry -> entry.text("key").equals(first.key()));

    assertThat(records)
        .extracting(entry -> entry.text("version_id"))
        .containsExactlyInAnyOrder(first.version(), second.version());
    assertThat(records).extracting(entry -> entry.text("record_id")).doesNotHaveDuplicates();
    assertThat(records).extracting(entry -> entry.text("sequence_number")).doesNotHaveDuplicates();
  }

  @Test
  void journalAndLatestTellTheStoryOfAnObject() {
    assumeTrue(stack.recordsEverything(), "the environment records creations only");
    var key = key("story.txt");

    var first = put("story.txt", "one", Map.of(), "").version();
    var second = put("story.txt", "two!", Map.of(), "").version();
    s3.putObjectTagging(
        tag ->
            tag.bucket(stack.sourceBucket())
                .key(key)
                .tagging(tags -> tags.tagSet(Tag.builder().key("stage").value("raw").build())));
    var marker = delete(key, null);
    var third = put("story.txt", "three", Map.of(), "").version();
    delete(key, second);

    var story = ledger.await("six records of " + key, 6, entry -> entry.text("key").equals(key));
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
    var latest = ledger.awaitLatest(key, document -> document.get("version_id").isEqualTo(third));
    assertThat(latest.get("object_state").text()).isEqualTo("present");
    assertThat(latest.get("size").countOrUnknown()).isEqualTo(5);

    delete(key, null);

    ledger.awaitLatest(key, document -> document.get("object_state").isEqualTo("gone"));
  }

  @Test
  void versionThatLiveNamesMadeTheRecord() {
    var put = put("version.txt", "version", Map.of(), "");

    var record = await(put);

    assertThat(record.metadata()).containsEntry("function-version", stack.functionVersion());
  }

  /** One put: what to wait for, and since when. */
  private record Put(String key, String version, long startedNanos) {}

  private static String key(String name) {
    return stack.keyPrefix() + "object-ledger-smoke/" + RUN + "/" + name + stack.keySuffix();
  }

  private static Put put(String name, String body, Map<String, String> metadata, String tags) {
    assumeTrue(stack.records("ObjectCreated:Put"), "the environment records no puts");
    var request =
        PutObjectRequest.builder()
            .bucket(stack.sourceBucket())
            .key(key(name))
            .contentType("text/plain")
            .metadata(metadata);
    if (!tags.isEmpty()) {
      request.tagging(tags);
    }
    var started = System.nanoTime();
    var version = s3.putObject(request.build(), RequestBody.fromString(body)).versionId();
    return new Put(key(name), version == null ? "" : version, started);
  }

  private static LedgerReader.Entry await(Put put) {
    var record =
        ledger.await(
            "the record of " + put.key() + " version " + put.version(),
            entry ->
                entry.text("key").equals(put.key())
                    && entry.text("version_id").equals(put.version()));
    MILLIS.add(Duration.ofNanos(System.nanoTime() - put.startedNanos()).toMillis());
    return record;
  }

  /** Deletes a version for good, or the present object where it is null; gives the marker's id. */
  private static String delete(String key, String version) {
    return s3.deleteObject(
            delete -> delete.bucket(stack.sourceBucket()).key(key).versionId(version))
        .versionId();
  }
}
