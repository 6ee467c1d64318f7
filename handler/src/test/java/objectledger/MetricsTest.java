package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import objectledger.aws.Retention;
import objectledger.aws.SyntheticEvents;
import objectledger.lambda.Invocation;
import objectledger.lambda.Log;
import objectledger.lambda.SettingsReader;
import objectledger.metrics.LogSettings;
import objectledger.metrics.SentMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proves that an invocation sends the metrics of its events, in lines that CloudWatch accepts. */
class MetricsTest {
  private static final String FUNCTION = "object-ledger-handler-test";
  private static final String ALL = "Function=" + FUNCTION;
  private static final String OF_SOURCE = ALL + " Source=source";
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:10Z");

  private final ModelS3 s3 =
      new ModelS3(
          Map.of(ModelS3.SOURCE, ModelS3.Versioning.ENABLED, "orders", ModelS3.Versioning.ENABLED));
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final LedgerHandler handler = handler(Log.Level.INFO, ModelS3.OWNER);

  @Test
  void eventIsCountedWithTheTimeUntilItsRecord() throws IOException {
    deliver(TestEvents.notification(atSecond(3)));

    var sent = sent();
    assertThat(sent.lines()).hasSize(1);
    assertThat(sent.values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "BatchSize " + ALL, List.of(1L),
                "TimeLeft " + ALL, List.of(60_000L),
                "Recorded " + ALL, List.of(1L),
                "Recorded " + OF_SOURCE, List.of(1L),
                "Lag " + ALL, List.of(7_000L),
                "Lag " + OF_SOURCE, List.of(7_000L)));
  }

  @Test
  void batchOfAHundredIsOneLineWithEachTime() throws IOException {
    var bodies = new ArrayList<String>();
    for (var i = 0; i < 100; i++) {
      bodies.add(TestEvents.notification(at(NOW.minusMillis(i))));
    }

    deliver(TestEvents.batch(bodies));

    assertThat(sent().lines()).hasSize(1);
    assertThat(sent().of("Recorded", OF_SOURCE)).containsExactly(100L);
    assertThat(sent().of("BatchSize", ALL)).containsExactly(100L);
    assertThat(sent().of("Lag", OF_SOURCE))
        .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
  }

  @Test
  void moreThanAHundredTimesNeedAnotherLine() throws IOException {
    var bodies = new ArrayList<String>();
    for (var i = 0; i < 201; i++) {
      bodies.add(TestEvents.notification(at(NOW.minusMillis(i))));
    }

    deliver(TestEvents.batch(bodies));

    assertThat(sent().lines()).hasSize(3);
    assertThat(sent().of("Lag", OF_SOURCE)).hasSize(201).doesNotHaveDuplicates();
    assertThat(sent().of("Recorded", OF_SOURCE)).containsExactly(201L);
    assertThat(sent().of("BatchSize", ALL)).containsExactly(201L);
    assertThat(sent().of("TimeLeft", ALL)).hasSize(1);
  }

  @Test
  void batchOfTwoSourcesIsTwoLines() throws IOException {
    var order = s3.in("orders").put("a.txt", "1", Map.of(), Map.of());
    var other = TestEvents.at(order, NOW.minusSeconds(1));

    deliver(
        TestEvents.batch(
            List.of(TestEvents.notification(atSecond(3)), TestEvents.notification(other))));

    assertThat(sent().lines()).hasSize(2);
    assertThat(sent().of("Lag", OF_SOURCE)).containsExactly(7_000L);
    assertThat(sent().of("Lag", ALL + " Source=orders")).containsExactly(1_000L);
    assertThat(sent().of("Lag", ALL)).containsExactlyInAnyOrder(7_000L, 1_000L);
    assertThat(sent().of("BatchSize", ALL)).containsExactly(2L);
  }

  @Test
  void repeatedEventIsADuplicateAndNoTime() throws IOException {
    var payload = TestEvents.notification(atSecond(3));
    deliver(payload);
    logged.reset();

    deliver(payload);

    assertThat(sent().of("Duplicates", OF_SOURCE)).containsExactly(1L);
    assertThat(sent().of("Duplicates", ALL)).containsExactly(1L);
    assertThat(sent().of("Recorded", ALL)).isEmpty();
    assertThat(sent().of("Lag", ALL)).isEmpty();
    assertThat(sent().of("BatchSize", ALL)).containsExactly(1L);
  }

  @Test
  void failuresAreCountedByKindInTheLinesOfTheOthers() throws IOException {
    var unreadable = TestEvents.record(atSecond(1)).replace("key-", "%zz");
    var stranger = handler(Log.Level.INFO, "999999999999");

    deliver(
        TestEvents.batch(
            List.of(
                TestEvents.notification(atSecond(3)), TestEvents.notificationOf(unreadable), "?")));

    assertThat(sent().lines()).hasSize(1);
    assertThat(sent().of("Failed", ALL + " Kind=PERMANENT")).containsExactly(2L);
    assertThat(sent().of("Failed", ALL)).containsExactly(2L);
    assertThat(sent().of("Recorded", OF_SOURCE)).containsExactly(1L);
    assertThat(sent().of("BatchSize", ALL)).containsExactly(3L);
    logged.reset();
    deliver(
        stranger,
        TestEvents.batch(List.of(TestEvents.notification(atSecond(3)), "?")),
        TestContext.INSTANCE);
    assertThat(sent().lines()).hasSize(2);
    assertThat(sent().of("Failed", ALL + " Kind=FORBIDDEN")).containsExactly(1L);
    assertThat(sent().of("Failed", ALL + " Kind=PERMANENT")).containsExactly(1L);
    assertThat(sent().of("Failed", ALL)).containsExactly(1L, 1L);
  }

  @Test
  void invocationThatFailsSendsItsMetricsToo() {
    assertThatThrownBy(() -> deliver("{\"hello\":1}")).hasMessageContaining("unsupported payload");

    assertThat(sent().of("Failed", ALL + " Kind=PERMANENT")).containsExactly(1L);
    assertThat(sent().of("TimeLeft", ALL)).hasSize(1);
  }

  @Test
  void backfilledObjectIsRecordedAndNotLate() throws IOException {
    s3.put("old.txt", "1");

    deliver(
        """
        {"invocationSchemaVersion":"1.0","invocationId":"i","job":{"id":"j"},"tasks":[{"taskId":"t",
        "s3Key":"old.txt","s3VersionId":null,"s3BucketArn":"arn:aws:s3:::source-bucket"}]}
        """);

    assertThat(s3.lines(s3.keys(ModelS3.LEDGER).getFirst()).getFirst().get("event_name").text())
        .isEqualTo(ObjectEvent.BACKFILL);
    assertThat(sent().of("Recorded", OF_SOURCE)).containsExactly(1L);
    assertThat(sent().of("Lag", ALL)).isEmpty();
  }

  @Test
  void eventThatAToolSendsIsRecordedAndNotLate() throws IOException {
    deliver(
        handler,
        TestEvents.notification(atSecond(3)),
        withClientContext(Map.of(Invocation.TOOL, "true")));

    assertThat(sent().of("Recorded", OF_SOURCE)).containsExactly(1L);
    assertThat(sent().of("Lag", ALL)).isEmpty();
    deliver(handler, TestEvents.notification(atSecond(3)), withClientContext(Map.of("other", "")));
    assertThat(sent().of("Lag", ALL)).containsExactly(7_000L);
  }

  @Test
  void clockBehindThatOfS3GivesNoNegativeTime() throws IOException {
    deliver(TestEvents.notification(at(NOW.plusSeconds(5))));

    assertThat(sent().of("Lag", OF_SOURCE)).containsExactly(0L);
  }

  @Test
  void metricsOfAnOldEventHaveTheTimeOfTheFunction() throws IOException {
    deliver(TestEvents.notification(at(Instant.parse("2020-01-01T00:00:00Z"))));

    assertThat(sent().lines().getFirst().get("_aws").get("Timestamp").value())
        .isEqualTo(NOW.toEpochMilli());
  }

  @ParameterizedTest
  @EnumSource(Log.Level.class)
  void levelOfTheLogSilencesNoMetrics(Log.Level level) throws IOException {
    deliver(
        handler(level, ModelS3.OWNER), TestEvents.notification(atSecond(3)), TestContext.INSTANCE);

    assertThat(sent().of("Recorded", OF_SOURCE)).containsExactly(1L);
    var line = sent().lines().getFirst();
    // Lambda drops what is below the level, and takes a line without a valid time as INFO.
    assertThat(Log.Level.valueOf(line.get("level").text())).isGreaterThanOrEqualTo(level);
    assertThat(Instant.parse(line.get("timestamp").text())).isEqualTo(NOW);
  }

  @Test
  void eachInvocationCountsItsOwnEvents() throws IOException {
    deliver(TestEvents.notification(atSecond(3)));
    deliver(TestEvents.notification(atSecond(4)));
    deliver("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"source-bucket\"}");

    assertThat(sent().lines()).hasSize(3);
    assertThat(sent().of("BatchSize", ALL)).containsExactly(1L, 1L, 0L);
    assertThat(sent().of("Lag", ALL)).containsExactly(7_000L, 6_000L);
  }

  @Test
  void functionWithoutLabelsSendsNone() throws IOException {
    var off = LogSettings.read(new SettingsReader(Map.of()), List.of(ModelS3.SOURCE));
    deliver(
        handler(off, ModelS3.OWNER), TestEvents.notification(atSecond(3)), TestContext.INSTANCE);

    assertThat(sent().lines()).isEmpty();
    assertThat(logged.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void primingRunsTheCodeAndWritesNothing() throws IOException {
    var out = System.out;
    var observed = new ArrayList<String>();
    var log = settings(Log.Level.INFO).silent();
    System.setOut(new PrintStream(logged, true, StandardCharsets.UTF_8));
    try {
      new Invocation(() -> 10_000, false)
          .run(
              log,
              deadline -> {
                handler(log, ModelS3.OWNER)
                    .handle(
                        TestEvents.stream(SyntheticEvents.put(ModelS3.SOURCE, 1)),
                        new ByteArrayOutputStream(),
                        deadline);
                observed.add("ran");
              });
    } finally {
      System.setOut(out);
    }

    assertThat(observed).hasSize(1);
    assertThat(logged.size()).isZero();
  }

  private ObjectEvent atSecond(int second) {
    return at(Instant.parse("2026-01-31T12:00:00Z").plusSeconds(second));
  }

  private ObjectEvent at(Instant time) {
    return TestEvents.at(s3.put("key-" + time, "1"), time);
  }

  private static LogSettings settings(Log.Level level) {
    var environment =
        Map.of(
            "LOG_LEVEL",
            level.name(),
            "METRICS_SOURCES",
            "source,orders",
            "AWS_LAMBDA_FUNCTION_NAME",
            FUNCTION);
    return LogSettings.read(new SettingsReader(environment), List.of(ModelS3.SOURCE, "orders"));
  }

  private LedgerHandler handler(Log.Level level, String owner) {
    return handler(settings(level), owner);
  }

  private LedgerHandler handler(LogSettings settings, String owner) {
    var clock = InstantSource.fixed(NOW);
    var out = new PrintStream(logged, true, StandardCharsets.UTF_8);
    return handler(new Log(out, clock, settings.level(), settings.observer(clock)), owner);
  }

  private LedgerHandler handler(Log log, String owner) {
    var settings =
        ModelS3.settings(List.of(ModelS3.SOURCE, "orders"), owner, false, Retention.NONE);
    return new LedgerHandler(new Ledger(settings, s3, (tries, left) -> {}), log);
  }

  private void deliver(String payload) throws IOException {
    deliver(handler, payload, TestContext.INSTANCE);
  }

  private static void deliver(LedgerHandler function, String payload, Context context)
      throws IOException {
    function.handleRequest(TestEvents.stream(payload), new ByteArrayOutputStream(), context);
  }

  private SentMetrics sent() {
    return SentMetrics.of(logged.toString(StandardCharsets.UTF_8));
  }

  /** A context as Lambda makes it of what a caller sends. */
  private static Context withClientContext(Map<String, String> custom) {
    var client =
        new ClientContext() {
          @Override
          public Client getClient() {
            return null;
          }

          @Override
          public Map<String, String> getCustom() {
            return custom;
          }

          @Override
          public Map<String, String> getEnvironment() {
            return null;
          }
        };
    return new TestContext(TestContext.INSTANCE.remainingMillis(), client);
  }
}
