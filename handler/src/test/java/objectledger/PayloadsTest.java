package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.lambda.Backoff;
import objectledger.lambda.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves that every recorded payload is taken for what it is, event by event, and answered as its
 * sender expects, and that what is no event of S3 is refused with what was seen.
 */
class PayloadsTest {
  private static final Path FOLDER = Path.of("src/test/resources/payloads");

  /** What S3's own examples, and whatever was captured, say that they are. */
  private static final String EXPECTED =
      """
      eventbridge-object-access-tier-changed | IntelligentTiering myobject
      eventbridge-object-acl-updated | ObjectAcl:Put my_key_acl
      eventbridge-object-annotation-created | ObjectAnnotation:Put example-key
      eventbridge-object-annotation-removed | ObjectAnnotation:Delete example-key
      eventbridge-object-created-complete-multipart-upload | ObjectCreated:CompleteMultipartUpload project1/ods_external_events/partition_app=app1/partition_year=2023/partition_month=01/partition_day=15/clickstream-1-job_part00000.parquet.snappy
      eventbridge-object-created-copy-has-annotation | ObjectCreated:Copy copies/report.csv
      eventbridge-object-created-copy | ObjectCreated:Copy Duff_data/raw/tbl_duff_orders.csv
      eventbridge-object-created-generated-tags | ObjectCreated:Put example-key
      eventbridge-object-created-post | ObjectCreated:Post uploads/form.bin
      eventbridge-object-created-put-versioned | ObjectCreated:Put bidir/evt/evtfile.txt
      eventbridge-object-created-put | ObjectCreated:Put IMG_m7fzo3.jpg
      eventbridge-object-created-raw-key | ObjectCreated:Put café/a+b c%20d/😀@x⏎.txt
      eventbridge-object-deleted-delete-marker | ObjectRemoved:DeleteMarkerCreated bidir/evt/evtfile.txt
      eventbridge-object-deleted-lifecycle-delete-marker | LifecycleExpiration:DeleteMarkerCreated example-key
      eventbridge-object-deleted-lifecycle-permanently | LifecycleExpiration:Delete Assets/CameraAnimation/41552/CameraAnimation.txt
      eventbridge-object-deleted-permanently | ObjectRemoved:Delete Screenshot from 2026-03-11 18-23-57.png
      eventbridge-object-restore-completed | ObjectRestore:Completed example-key
      eventbridge-object-restore-expired | ObjectRestore:Delete my_key_restore
      eventbridge-object-restore-initiated | ObjectRestore:Post my_key_restore
      eventbridge-object-storage-class-changed | LifecycleTransition /path/to/file.parquet
      eventbridge-object-tags-added | ObjectTagging:Put download.svg
      eventbridge-object-tags-deleted | ObjectTagging:Delete download.svg
      lambda-destination-success-s3 | ObjectCreated:Copy zooniverse/lambda-reconciliation/999999.csv
      lambda-failure-event-age-exceeded | ObjectCreated:Copy zooniverse/lambda-reconciliation/999999.csv
      lambda-failure-eventbridge | ObjectCreated:Put IMG_m7fzo3.jpg
      lambda-failure-s3 | ObjectCreated:Copy zooniverse/lambda-reconciliation/999999.csv
      lambda-failure-sns-s3 | ObjectCreated:Put TEST
      pipe-sqs-s3 | ObjectCreated:Put test.pdf ; ObjectRemoved:DeleteMarkerCreated policy.json ; ObjectRemoved:Delete b21b84d653bb07b05b1e6b33684dc11b ; ObjectCreated:Put b21b84d653bb07b05b1e6b33684dc11b ; ObjectCreated:Put test.pdf
      s3-acl-put | ObjectAcl:Put my_key_acl
      s3-annotation-delete | ObjectAnnotation:Delete example-key
      s3-annotation-put | ObjectAnnotation:Put example-key
      s3-complete-multipart-upload | ObjectCreated:CompleteMultipartUpload myapp.jar
      s3-copy-2.6-has-annotation | ObjectCreated:Copy copies/conversations.json
      s3-copy | ObjectCreated:Copy s1FH-2-2021-06-02-13-34-51-f3c10df8-2e6a-4fea-a0aa-39b4205929af
      s3-delete-marker-created | ObjectRemoved:DeleteMarkerCreated policy.json
      s3-delete-version | ObjectRemoved:Delete policy.json
      s3-delete | ObjectRemoved:Delete b21b84d653bb07b05b1e6b33684dc11b
      s3-intelligent-tiering-get-object | REFUSED
      s3-intelligent-tiering | IntelligentTiering HappyFace.jpg
      s3-lifecycle-expiration-delete-marker-created | LifecycleExpiration:DeleteMarkerCreated example-key
      s3-lifecycle-expiration-delete-unversioned | LifecycleExpiration:Delete 2024-12-07T22:59:12.907Z
      s3-lifecycle-expiration-delete | LifecycleExpiration:Delete Assets/CameraAnimation/41552/CameraAnimation.txt
      s3-lifecycle-transition | LifecycleTransition /path/to/file.parquet
      s3-post-suspended | ObjectCreated:Post acabd94b-4d74-4b04-a0ca-1914950f9c02
      s3-post | ObjectCreated:Post acabd94b-4d74-4b04-a0ca-1914950f9c02
      s3-put-2.4 | ObjectCreated:Put data/large.bin
      s3-put-2.5-generated-tags | ObjectCreated:Put direct-put.txt
      s3-put-2.6-generated-tags | ObjectCreated:Put uploads/3f0c8f0e-5d43-4f8c-9a8e-2f2d5b7f6c11/conversations.json
      s3-put-form-encoded-key | ObjectCreated:Put Screen Shot 2022-11-07 at 2.28.23 PM (2).png
      s3-put-form-encoded-plus-utf8 | ObjectCreated:Put café/a+b c%d/😀@x⏎.txt
      s3-put-null-values | ObjectCreated:Put HappyFace.jpg
      s3-put-sample-2.0 | REFUSED
      s3-put-versioned | ObjectCreated:Put test.pdf
      s3-put | ObjectCreated:Put b21b84d653bb07b05b1e6b33684dc11b
      s3-reduced-redundancy-lost-object | ReducedRedundancyLostObject rrs/HappyFace.jpg
      s3-replication-after-threshold | Replication:OperationReplicatedAfterThreshold replication-object-put-test.png
      s3-replication-failed | Replication:OperationFailedReplication replication-object-put-test.png
      s3-replication-missed-threshold | Replication:OperationMissedThreshold replication-object-put-test.png
      s3-replication-not-tracked | Replication:OperationNotTracked replication-object-put-test.png
      s3-restore-completed | ObjectRestore:Completed my_key_restore
      s3-restore-delete | ObjectRestore:Delete my_key_restore
      s3-restore-post | ObjectRestore:Post my_key_restore
      s3-retention-put-fixed | ObjectRetention:Put report.csv
      s3-retention-put | ObjectRetention:Put my-object.txt
      s3-several-records | ObjectCreated:Put b21b84d653bb07b05b1e6b33684dc11b ; ObjectCreated:Put test.pdf ; ObjectRemoved:DeleteMarkerCreated policy.json ; ObjectRemoved:Delete b21b84d653bb07b05b1e6b33684dc11b
      s3-tagging-delete | ObjectTagging:Delete keys/test-tags
      s3-tagging-put | ObjectTagging:Put keys/test-tags
      s3-test-event |
      s3-unknown-event | ObjectFrobnicated:Put later/thing.bin
      sns-eventbridge | ObjectCreated:Put IMG_m7fzo3.jpg
      sns-s3-test-event |
      sns-s3 | ObjectCreated:Put TEST
      sqs-eventbridge | ObjectCreated:Put bidir/evt/evtfile.txt ; ObjectRemoved:DeleteMarkerCreated bidir/evt/evtfile.txt
      sqs-lambda-failure-s3 | ObjectCreated:Copy zooniverse/lambda-reconciliation/999999.csv
      sqs-mixed-batch | ObjectCreated:Put test.pdf ; ObjectCreated:Put TEST ; ObjectCreated:Put bidir/evt/evtfile.txt ; REFUSED ; REFUSED ; REFUSED
      sqs-s3-batch | ObjectCreated:Put test.pdf ; ObjectRemoved:DeleteMarkerCreated policy.json ; ObjectRemoved:Delete b21b84d653bb07b05b1e6b33684dc11b ; ObjectCreated:Put b21b84d653bb07b05b1e6b33684dc11b ; ObjectCreated:Put test.pdf
      sqs-s3-test-event |
      sqs-s3 | ObjectCreated:Put test.pdf
      sqs-sns-raw-s3 | ObjectCreated:Put TEST
      sqs-sns-s3 | ObjectCreated:Put TEST
      """;

  private final ModelS3 s3 = new ModelS3(ModelS3.Versioning.OFF);
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

  /** The names of the payloads that begin so. */
  static Stream<String> files(String prefix) {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix) && name.endsWith(".json"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The events of each file, as name and key; one that must be refused is {@code REFUSED}. */
  static Map<String, List<String>> expected() {
    var expected = new TreeMap<String, List<String>>();
    for (var line : EXPECTED.lines().toList()) {
      var cells = line.split(" \\| ?", 2);
      expected.put(
          cells[0] + ".json",
          Arrays.stream(cells[1].replace("⏎", "\n").split(" ; "))
              .filter(event -> !event.isEmpty())
              .toList());
    }
    return expected;
  }

  static Stream<String> ours() {
    return files("")
        .filter(name -> !name.startsWith("not-ours-") && !name.startsWith("batch-operations-"));
  }

  static Stream<String> jobs() {
    return files("batch-operations-");
  }

  static Stream<String> notOurs() {
    return files("not-ours-");
  }

  @Test
  void noPayloadIsForgotten() {
    assertThat(ours()).containsExactlyElementsOf(expected().keySet()).hasSizeGreaterThan(70);
  }

  @ParameterizedTest
  @MethodSource("ours")
  void everyEventOfAPayloadIsRecordedAsWhatItIs(String name) throws IOException {
    var events = expected().get(name);
    var isQueue = name.startsWith("sqs-") || name.startsWith("pipe-");

    if (events.contains("REFUSED") && !isQueue) {
      assertThatThrownBy(() -> deliver(name)).isInstanceOf(EventsNotRecordedException.class);
    } else {
      deliver(name);
    }

    assertThat(logLines().filter(line -> !line.get("message").isEqualTo("test event ignored")))
        .extracting(PayloadsTest::event)
        .containsExactlyInAnyOrderElementsOf(events);
    assertThat(
            s3.keys(ModelS3.LEDGER).stream()
                .filter(key -> key.startsWith("journal/"))
                .flatMap(key -> s3.lines(key).stream()))
        .hasSize(
            (int) events.stream().filter(event -> !event.equals("REFUSED")).distinct().count());
    assertThat(answer.size() > 0).as("only a queue is answered").isEqualTo(isQueue);
  }

  private static String event(JsonValue line) {
    return line.get("message").isEqualTo("not recorded")
        ? "REFUSED"
        : line.get("event_name").text() + " " + line.get("key").text();
  }

  @Test
  void queueIsAnsweredWithExactlyTheMessagesThatFailed() throws IOException {
    deliver("sqs-mixed-batch.json");
    assertThat(failedMessages())
        .containsExactly(
            "3f2b9d0e-7d3c-4c55-9a34-5e2f6a1b0c79",
            "3f2b9d0e-7d3c-4c55-9a34-5e2f6a1b0c80",
            "3f2b9d0e-7d3c-4c55-9a34-5e2f6a1b0c81");

    answer.reset();
    deliver("sqs-s3-batch.json");
    assertThat(failedMessages()).isEmpty();
  }

  private List<String> failedMessages() {
    return TestEvents.json(answer.toString(StandardCharsets.UTF_8))
        .get("batchItemFailures")
        .items()
        .stream()
        .map(item -> item.get("itemIdentifier").text())
        .toList();
  }

  @Test
  void pipeIsAnsweredAsAQueueIs() throws IOException {
    var mixed = TestEvents.recorded("sqs-mixed-batch.json");
    var messages = mixed.substring(mixed.indexOf('['), mixed.lastIndexOf(']') + 1);

    deliverText(messages);

    assertThat(failedMessages())
        .containsExactly(
            "3f2b9d0e-7d3c-4c55-9a34-5e2f6a1b0c79",
            "3f2b9d0e-7d3c-4c55-9a34-5e2f6a1b0c80",
            "3f2b9d0e-7d3c-4c55-9a34-5e2f6a1b0c81");
  }

  @Test
  void arrayOfAnythingElseIsRefused() {
    for (var array :
        List.of("[]", "[1]", "[{}]", "[{\"eventSource\":\"aws:kinesis\"}]", "[[]]", "[null]")) {
      assertThatThrownBy(() -> deliverText(array))
          .as(array)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("its records come from ");
    }
    var queueAndStream = "[{\"eventSource\":\"aws:sqs\"},{\"eventSource\":\"aws:kinesis\"}]";
    assertThatThrownBy(() -> deliverText(queueAndStream)).isInstanceOf(InvalidInputException.class);
    var queueWithoutId = "[{\"eventSource\":\"aws:sqs\",\"body\":\"\"}]";
    assertThatThrownBy(() -> deliverText(queueWithoutId))
        .hasMessageContaining("[0].messageId is missing");
  }

  @Test
  void refusalsNameTheirReason() {
    assertThatThrownBy(() -> deliver("s3-intelligent-tiering-get-object.json"))
        .hasMessageContaining("Records[0].s3.object.key is missing");
    assertThatThrownBy(() -> deliver("s3-put-sample-2.0.json"))
        .hasMessageContaining("the sequencer is not hexadecimal");
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void jobIsAnsweredInItsOwnSchema(String name) throws IOException {
    s3.put("café/a+b c d%.txt", "x");
    s3.put("prefix/dataset/dataset.20231222.json.gz", "x");
    s3.put("a b.txt", "x");
    var job = TestEvents.json(TestEvents.recorded(name));
    var asksForAVersion = !job.get("tasks").items().getFirst().get("s3VersionId").isAbsent();

    deliver(name);

    var response = TestEvents.json(answer.toString(StandardCharsets.UTF_8));
    assertThat(response.names())
        .containsExactlyInAnyOrder(
            "invocationSchemaVersion", "treatMissingKeysAs", "invocationId", "results");
    assertThat(response.get("invocationSchemaVersion"))
        .isEqualTo(job.get("invocationSchemaVersion"));
    assertThat(response.get("invocationId")).isEqualTo(job.get("invocationId"));
    var result = response.get("results").items().getFirst();
    assertThat(response.get("results").items()).hasSize(1);
    assertThat(result.get("taskId").value())
        .isEqualTo(job.get("tasks").items().getFirst().get("taskId").value());
    assertThat(result.get("resultCode").text()).isEqualTo("Succeeded");
    // The model keeps no versions, so a version that is asked for is gone.
    assertThat(result.get("resultString").text())
        .matches(asksForAVersion ? "it is gone" : "[0-9a-f]{64}");
    assertThat(s3.keys(ModelS3.LEDGER)).hasSize(asksForAVersion ? 0 : 2);
  }

  @ParameterizedTest
  @MethodSource("notOurs")
  void whatIsNoEventOfS3IsRefusedWithWhatWasSeen(String name) {
    assertThatThrownBy(() -> deliver(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "unsupported payload: expected an S3 event (direct, SQS, SNS, EventBridge) or an S3 Batch Operations job, but it");
    assertThat(s3.calls()).isEmpty();
  }

  private void deliver(String name) throws IOException {
    deliverText(TestEvents.recorded(name));
  }

  private void deliverText(String recorded) throws IOException {
    var payload = recorded.replace("amzn-s3-demo-bucket", ModelS3.SOURCE);
    var log =
        new Log(
            new PrintStream(logged, true, StandardCharsets.UTF_8),
            InstantSource.system(),
            Log.Level.INFO);
    new LedgerHandler(new Ledger(ModelS3.settings(), s3, Backoff.jittered()), log)
        .handleRequest(TestEvents.stream(payload), answer, TestContext.INSTANCE);
  }

  private Stream<JsonValue> logLines() {
    return logged.toString(StandardCharsets.UTF_8).lines().map(TestEvents::json);
  }
}
