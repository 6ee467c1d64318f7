package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import objectledger.aws.LatestDocumentKey;
import objectledger.aws.Retention;
import objectledger.lambda.Log;
import objectledger.lambda.Sha256;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Proves that a queue's batch is kept with few objects an hour, and answered message by message.
 */
class BatchWriterTest {
  private String refused = "";

  /** How many of those calls are refused. */
  private int refusals = Integer.MAX_VALUE;

  private final ModelS3 s3 =
      new ModelS3(
          ModelS3.Versioning.ENABLED,
          new ModelS3.Gate() {
            @Override
            public <T> T call(String name, Supplier<T> effect) {
              if (name.equals(refused) && refusals-- > 0) {
                throw ModelS3.failure(503, "SlowDown");
              }
              return effect.get();
            }
          });
  private final LedgerHandler handler = handler(ModelS3.settings(ModelS3.OWNER, false));

  @Test
  void batchCostsOneWriteAndOneLookAtEachObject() throws IOException {
    var bodies = new ArrayList<String>();
    for (var i = 0; i < 100; i++) {
      bodies.add(TestEvents.notification(s3.put("k" + i, "content " + i)));
    }

    var failed = send(bodies);

    assertThat(failed).isEmpty();
    assertThat(s3.calls()).hasSize(101).containsOnlyOnce("PutObject");
    assertThat(journal()).hasSize(1);
    assertThat(s3.lines(journal().getFirst()))
        .extracting(record -> record.get("key").text())
        .hasSize(100)
        .doesNotHaveDuplicates();
  }

  @Test
  void eventsOfTwoHoursStandInTwoPartitions() throws IOException {
    var one = s3.put("one", "1");
    var later = TestEvents.at(s3.put("two", "2"), one.time().plusSeconds(3_600));
    var third = s3.put("three", "3");

    send(List.of(TestEvents.notification(one, later), TestEvents.notification(third)));

    assertThat(journal()).hasSize(2);
    assertThat(journal().getFirst()).contains("/hour=12/");
    assertThat(s3.lines(journal().getFirst())).hasSize(2);
    assertThat(journal().getLast()).contains("/hour=13/");
  }

  @Test
  void segmentIsNamedByTheDigestOfItsSortedIdentities() throws IOException {
    var one = s3.put("one", "1");
    var two = s3.put("two", "2");

    send(List.of(TestEvents.notification(two), TestEvents.notification(one)));
    send(List.of(TestEvents.notification(one), TestEvents.notification(two)));

    var ids = List.of(RecordId.of(one), RecordId.of(two)).stream().sorted().toList();
    var name = Sha256.hex(String.join("\n", ids).getBytes(StandardCharsets.US_ASCII));
    assertThat(journal())
        .containsExactly("journal/source=source-bucket/date=2026-01-31/hour=12/" + name + ".json");
  }

  @Test
  void oneEventAloneIsKeptAsIfItHadComeDirectly() throws IOException {
    var payload = TestEvents.notification(s3.put("one", "1"));
    handler.handleRequest(
        TestEvents.stream(payload), new ByteArrayOutputStream(), TestContext.INSTANCE);

    send(List.of(payload, payload));

    assertThat(journal()).hasSize(1);
  }

  @Test
  void poisonAmongNineGoodOnesIsReportedAlone() throws IOException {
    var bodies = new ArrayList<String>();
    for (var i = 0; i < 9; i++) {
      bodies.add(TestEvents.notification(s3.put("k" + i, "content")));
    }
    bodies.add(4, "{\"poison\":true}");

    assertThat(send(bodies)).containsExactly("4");
    assertThat(s3.lines(journal().getFirst())).hasSize(9);
  }

  @Test
  void testEventOfS3IsTakenOffTheQueue() throws IOException {
    assertThat(send(List.of("{\"Event\":\"s3:TestEvent\",\"Bucket\":\"source-bucket\"}")))
        .isEmpty();
  }

  @Test
  void messageFailsWhenAnyOfItsEventsDoes() throws IOException {
    var good = s3.put("good", "1");
    var foreign = TestEvents.record(s3.put("x", "2")).replace("source-bucket", "other-bucket");

    var failed =
        send(
            List.of(
                TestEvents.notificationOf(TestEvents.record(good), foreign),
                TestEvents.notification(s3.put("also good", "3"))));

    assertThat(failed).containsExactly("0");
    assertThat(s3.lines(journal().getFirst())).hasSize(2);
  }

  @Test
  void allMessagesOfASegmentThatCannotBeWrittenComeBack() throws IOException {
    var bodies =
        List.of(
            TestEvents.notification(s3.put("a", "1")), TestEvents.notification(s3.put("b", "2")));

    refused = "PutObject";

    assertThat(send(bodies)).containsExactly("0", "1");
    assertThat(journal()).isEmpty();
  }

  @Test
  void batchOfManyBytesIsKeptInSegmentsAndKnownAgain() throws IOException {
    var bodies = bodiesOfLargeRecords(300);

    assertThat(send(bodies)).isEmpty();
    var segments = journal();
    Collections.shuffle(bodies, new Random(7));
    assertThat(send(bodies)).isEmpty();

    assertThat(segments).hasSizeBetween(3, 8);
    assertThat(journal()).containsExactlyElementsOf(segments);
    assertThat(segments)
        .allSatisfy(
            key ->
                assertThat(s3.current(ModelS3.LEDGER, key).orElseThrow().body())
                    .hasSizeLessThanOrEqualTo(Segment.MAX_BYTES));
    assertThat(segments.stream().flatMap(key -> s3.lines(key).stream()))
        .extracting(record -> record.get("key").text())
        .hasSize(300)
        .doesNotHaveDuplicates();
  }

  @Test
  void onlyMessagesOfTheSegmentThatCannotBeWrittenComeBack() throws IOException {
    var bodies = bodiesOfLargeRecords(300);
    refused = "PutObject";
    refusals = 1;

    var failed = send(bodies);

    var kept = journal().stream().mapToInt(key -> s3.lines(key).size()).sum();
    assertThat(kept).isBetween(1, 299);
    assertThat(failed).hasSize(300 - kept);
  }

  /** Of some 3,000 bytes each. */
  private List<String> bodiesOfLargeRecords(int count) {
    var bodies = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      var event = s3.put("k" + i, "content", Map.of("about", "x".repeat(2_000)), Map.of());
      bodies.add(TestEvents.notification(event));
    }
    return bodies;
  }

  @Test
  void latestDocumentOfAnObjectIsWrittenOnceForAllItsEvents() throws IOException {
    var bodies = new ArrayList<String>();
    for (var i = 0; i < 5; i++) {
      bodies.add(TestEvents.notification(s3.put("same", "content " + i)));
    }
    var withLatest = handler(ModelS3.settings());

    send(withLatest, bodies);

    var latest = s3.lines(LatestDocumentKey.of(ModelS3.SOURCE, "same")).getFirst();
    assertThat(latest.get("revision").value()).isEqualTo(1L);
    assertThat(latest.get("version_id").text()).isEqualTo("v5");
  }

  @Test
  void sameKeyOfTwoBucketsHasTwoLatestDocuments() throws IOException {
    var two = twoSources();

    var failed =
        send(
            handlerOf(two),
            List.of(
                TestEvents.notification(two.in("one").put("same", "1", Map.of(), Map.of())),
                TestEvents.notification(two.in("two").put("same", "22", Map.of(), Map.of()))));

    assertThat(failed).isEmpty();
    assertThat(two.lines(LatestDocumentKey.of("one", "same")).getFirst().get("size").value())
        .isEqualTo(1L);
    assertThat(two.lines(LatestDocumentKey.of("two", "same")).getFirst().get("size").value())
        .isEqualTo(2L);
  }

  @Test
  void segmentsOfTwoBucketsStandInTwoPartitions() throws IOException {
    var two = twoSources();
    var bodies = new ArrayList<String>();
    for (var i = 0; i < 10; i++) {
      var bucket = i % 2 == 0 ? "one" : "two";
      bodies.add(TestEvents.notification(two.in(bucket).put("k" + i, "1", Map.of(), Map.of())));
    }

    send(handlerOf(two), bodies);

    var journal =
        two.keys(ModelS3.LEDGER).stream().filter(key -> key.startsWith("journal/")).toList();
    assertThat(journal).hasSize(2);
    for (var bucket : List.of("one", "two")) {
      assertThat(journal)
          .filteredOn(key -> key.startsWith("journal/source=" + bucket + "/"))
          .singleElement()
          .satisfies(
              key ->
                  assertThat(two.lines(key))
                      .extracting(record -> record.get("bucket").text())
                      .hasSize(5)
                      .containsOnly(bucket));
    }
  }

  @Test
  void eachEventIsJudgedByWhatItsBucketKeeps() throws IOException {
    var two = twoSources();
    var bodies = new ArrayList<String>();
    for (var bucket : List.of("one", "two")) {
      bodies.add(TestEvents.notification(two.in(bucket).put("k", "1", Map.of(), Map.of())));
      bodies.add(TestEvents.notification(two.in(bucket).put("k", "22", Map.of(), Map.of())));
    }

    send(handlerOf(two), bodies);

    assertThat(
            two.keys(ModelS3.LEDGER).stream()
                .filter(key -> key.startsWith("journal/"))
                .flatMap(key -> two.lines(key).stream()))
        .extracting(
            record -> record.get("bucket").text(),
            record -> record.get("size").value(),
            record -> record.get("object_state").text())
        .containsExactlyInAnyOrder(
            tuple("one", 1L, "present"),
            tuple("one", 2L, "present"),
            tuple("two", 1L, "superseded"),
            tuple("two", 2L, "present"));
  }

  @Test
  void bucketThatFailsHoldsUpNoOther() throws IOException {
    var two = twoSources();
    var one = TestEvents.notification(two.in("one").put("k", "1", Map.of(), Map.of()));
    var other = TestEvents.notification(two.in("two").put("k", "1", Map.of(), Map.of()));
    var onlyOne = ModelS3.settings(List.of("one"), ModelS3.OWNER, true, Retention.NONE);

    var failed = send(handler(onlyOne, two), List.of(other, one, other));

    assertThat(failed).containsExactly("0", "2");
    assertThat(two.keys(ModelS3.LEDGER)).hasSize(2).allMatch(key -> key.contains("/source=one/"));
    assertThat(send(handlerOf(two), List.of(other, one, other))).isEmpty();
  }

  /** One keeps versions, and the other does not. */
  private static ModelS3 twoSources() {
    return new ModelS3(Map.of("one", ModelS3.Versioning.ENABLED, "two", ModelS3.Versioning.OFF));
  }

  private static LedgerHandler handlerOf(ModelS3 two) {
    var sources = List.of("one", "two");
    return handler(ModelS3.settings(sources, ModelS3.OWNER, true, Retention.NONE), two);
  }

  @Test
  void everyMessageOfAnObjectComesBackWhenItsLatestDocumentFails() throws IOException {
    var refusing = new RefusingS3(s3, LatestDocumentKey.of(ModelS3.SOURCE, "same"));
    var handled = new ArrayList<String>();
    var ledger =
        new Ledger(
            ModelS3.settings(),
            refusing,
            (tries, left) -> {},
            (record, deadline) -> handled.add(record.uri()));
    var silent = new PrintStream(PrintStream.nullOutputStream());
    var log = new Log(silent, InstantSource.system(), Log.Level.ERROR);

    var failed =
        send(
            new LedgerHandler(ledger, log),
            List.of(
                TestEvents.notification(s3.put("same", "1")),
                TestEvents.notification(s3.put("other", "1")),
                TestEvents.notification(s3.put("same", "2"))));

    assertThat(failed).containsExactly("0", "2");
    assertThat(handled).containsExactly("s3://" + ModelS3.SOURCE + "/other");
    assertThat(s3.lines(journal().getFirst())).hasSize(3);
  }

  /** Refuses to write one key. */
  private record RefusingS3(ModelS3 s3, String refused) implements S3Stub {
    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      return s3.headObject(request);
    }

    @Override
    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
      return s3.getObjectTagging(request);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      if (request.key().equals(refused)) {
        throw S3Exception.builder().message("AccessDenied").statusCode(403).build();
      }
      return s3.putObject(request, body);
    }
  }

  private List<String> journal() {
    return s3.keys(ModelS3.LEDGER).stream().filter(key -> key.startsWith("journal/")).toList();
  }

  private LedgerHandler handler(LedgerSettings settings) {
    return handler(settings, s3);
  }

  private static LedgerHandler handler(LedgerSettings settings, ModelS3 s3) {
    var silent = new PrintStream(PrintStream.nullOutputStream());
    return new LedgerHandler(
        new Ledger(settings, s3, (tries, left) -> {}),
        new Log(silent, InstantSource.system(), Log.Level.ERROR));
  }

  private List<String> send(List<String> bodies) throws IOException {
    return send(handler, bodies);
  }

  /** The ids of the messages that the function gives back. */
  private static List<String> send(LedgerHandler handler, List<String> bodies) throws IOException {
    var answer = new ByteArrayOutputStream();
    handler.handleRequest(
        TestEvents.stream(TestEvents.batch(bodies)), answer, TestContext.INSTANCE);
    return TestEvents.json(answer.toString(StandardCharsets.UTF_8))
        .get("batchItemFailures")
        .items()
        .stream()
        .map(failure -> failure.get("itemIdentifier").text())
        .toList();
  }
}
