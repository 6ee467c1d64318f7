package objectledger.ops.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import objectledger.TestEvents;
import objectledger.json.JsonWriter;
import objectledger.ops.QuickClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.Md5Utils;

/**
 * Proves that each state of a stack is told right, with what to type, and in time: an account
 * behind HTTP answers as AWS does.
 */
class StatusTest {
  private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String QUEUE = "https://sqs/123456789012/events";
  private static final String FAILED = "https://sqs/123456789012/failed";
  private static final String JOURNAL = "journal/source=in/date=2026-11-28/hour=08/";
  private static final String STATEMENTS = "statements/source=in/";

  private final StubAccount account = new StubAccount();

  @TempDir Path folder;

  @BeforeEach
  void deploy() throws IOException {
    state("", "");
    account.buckets.notify(
        "in",
        """
        <CloudFunctionConfiguration><Id>f</Id><CloudFunction>arn:f:live</CloudFunction>
        <Event>s3:ObjectCreated:*</Event></CloudFunctionConfiguration>""");
    account.buckets.put(
        "ledger",
        JOURNAL + "a.json",
        "{\"record_timestamp\":\"2026-11-28T08:59:55.200Z\"}\n",
        Instant.parse("2026-11-28T08:59:56Z"));
    statement(NOW.minus(Duration.ofDays(2)), 0);
    alias("7", "");
    for (var version : List.of("7", "8")) {
      account.answers.put(
          "functions/f/configuration?Qualifier=" + version,
          "{\"CodeSha256\":\"3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"State\":\"Active\"}");
    }
    mapping("Enabled");
    account.answers.put("DescribeRule rule", "{\"Name\":\"rule\",\"State\":\"ENABLED\"}");
    account.answers.put(
        "ListTargetsByRule rule", "{\"Targets\":[{\"Id\":\"live\",\"Arn\":\"arn:f:live\"}]}");
    queue(QUEUE, 0);
    queue(FAILED, 0);
    alarms(Map.of("AlarmName", "alarms-errors", "StateValue", "OK", "ActionsEnabled", true));
    age(0);
  }

  @AfterEach
  void close() {
    account.close();
  }

  private void state(String more, String outputs) throws IOException {
    var text =
        Files.readString(Path.of("src/test/resources/status/state.json"))
            .replace("\"MORE\"", more.isEmpty() ? "{\"mode\": \"data\"}" : more);
    account.buckets.put(
        "state", "k.tfstate", outputs.isEmpty() ? text : outputs, NOW.minusSeconds(3 * 3600));
  }

  private void alias(String version, String weights) {
    account.answers.put(
        "functions/f/aliases/live",
        "{\"Name\":\"live\",\"FunctionVersion\":\"%s\"%s}".formatted(version, weights));
  }

  private void mapping(String state) {
    account.answers.put(
        "event-source-mappings/u-1",
        """
        {"UUID":"u-1","State":"%s","FunctionArn":"arn:f:live","LastProcessingResult":"OK"}"""
            .formatted(state));
  }

  private void queue(String url, int waiting) {
    account.answers.put(
        "GetQueueAttributes " + url,
        """
        {"Attributes":{"ApproximateNumberOfMessages":"%s","VisibilityTimeout":"360",
        "ApproximateNumberOfMessagesNotVisible":"0"}}"""
            .formatted(waiting));
  }

  private void alarms(Map<String, Object> alarm) {
    account.answers.put("DescribeAlarms", Map.of("MetricAlarms", List.of(alarm)));
  }

  /** What every metric says: the age of messages, and the gaps of a verify. */
  private void age(double value) {
    account.answers.put(
        "GetMetricData",
        Map.of(
            "MetricDataResults",
            List.of(Map.of("Id", "newest", "Timestamps", List.of(NOW), "Values", List.of(value)))));
  }

  private void statement(Instant time, int gaps) {
    account.buckets.put(
        "ledger",
        STATEMENTS + "00000003.json",
        "{\"gaps\":{\"missing\":%s},\"findings\":{}}".formatted(gaps),
        time);
  }

  private StatusReport look() throws IOException {
    return look(LIMIT);
  }

  private StatusReport look(Duration limit) throws IOException {
    var look =
        new StatusLook(
            "dev",
            folder.resolve("stack.json"),
            new StatusLook.StatePlace("state", "k.tfstate"),
            new QuickClients(Region.EU_WEST_1),
            () -> NOW,
            limit);
    return look.look();
  }

  /** The screen with one blank in place of several. */
  private static String screen(StatusReport report) {
    return String.join("\n", report.toScreen()).replaceAll(" +", " ");
  }

  /** What is found, and what is typed, must be exactly one finding. */
  private void assertFound(String what, String cure) throws IOException {
    var report = look();
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).contains(what);
              assertThat(finding.cure()).contains(cure);
            });
    assertThat(screen(report)).contains("dev at 2026-11-28T09:00:00Z: 1 thing needs you", what);
  }

  @Test
  void healthyStackNeedsNobody() throws IOException {
    var report = look();

    assertThat(report.findings()).isEmpty();
    assertThat(report.exitCode()).isZero();
    assertThat(screen(report))
        .containsSubsequence(
            "dev at 2026-11-28T09:00:00Z: all is well",
            "state serial 12, applied 3 h ago",
            "functions handler live → version 7, package deadbeef0000",
            "triggers orders trigger direct, notification as applied",
            "events mapping Enabled, last result OK",
            "rule rule ENABLED",
            "queues events 0 waiting",
            "failed: handler 0 waiting",
            "failures none",
            "alarms of 1 none rings",
            "records orders last record 4 s ago, written 0.8 s after its event, "
                + "1 journal object in the last hour",
            "verify orders statement 3, 2 days ago, no gaps",
            "whether anything else was changed: make plan ENV=dev",
            "names ledger s3://ledger/journal/",
            "log of handler /aws/lambda/f",
            "queue failed: handler " + FAILED,
            "dashboard https://console/#dashboards/dashboard/d");
  }

  @Test
  void healthyStackIsToldToProgramsInOneObject() throws IOException {
    var json = TestEvents.json(look().toJson());

    assertThat(json.get("healthy").isEqualTo(true)).isTrue();
    assertThat(json.get("state").get("serial").countOrUnknown()).isEqualTo(12);
    assertThat(json.get("functions").items().getFirst().get("version").text()).isEqualTo("7");
    assertThat(json.get("queues").items().getLast().get("failures").isEqualTo(true)).isTrue();
    assertThat(json.get("records").items().getFirst().get("lag_seconds").value().toString())
        .isEqualTo("0.8");
    assertThat(json.get("names").get("log of handler").text()).isEqualTo("/aws/lambda/f");
  }

  @Test
  void canaryThatWasAppliedIsShownAndNeedsNobody() throws IOException {
    alias("7", ", \"RoutingConfig\":{\"AdditionalVersionWeights\":{\"8\":0.1}}");
    var applied = Files.readString(Path.of("src/test/resources/status/state.json"));
    state(
        "",
        applied
            .replace(
                "\"routing_config\": []",
                "\"routing_config\": [{\"additional_version_weights\": {\"8\": 0.1}}]")
            .replace("\"MORE\"", "{\"mode\": \"data\"}"));

    var report = look();

    assertThat(report.findings()).isEmpty();
    assertThat(screen(report)).contains("canary: version 8 gets 10.0 %, package deadbeef0000");
  }

  private static String md5(String text) {
    return HexFormat.of().formatHex(Md5Utils.computeMD5Hash(text.getBytes(UTF_8)));
  }

  @Test
  void failuresAreToldByTheirCause() throws IOException {
    queue(FAILED, 2);
    var message =
        """
        {"MessageId":"%s","ReceiptHandle":"r","MD5OfBody":"MD5","Body":"{\\"requestPayload\\":{\\"not\\":\\"an event\\"},\
        \\"requestContext\\":{\\"condition\\":\\"RetriesExhausted\\"},\\"responsePayload\\":\
        {\\"errorMessage\\":\\"FORBIDDEN: HeadObject needs s3:GetObject\\"}}",\
        "Attributes":{"SentTimestamp":"1795856000000"}}""";
    message = message.replace("MD5\"", md5(TestEvents.json(message).get("Body").text()) + "\"");
    account.answers.put(
        "ReceiveMessage " + FAILED,
        "{\"Messages\":[%s,%s]}".formatted(message.formatted("1"), message.formatted("2")));
    account.answers.put("ChangeMessageVisibilityBatch " + FAILED, "{\"Successful\":[]}");

    var report = look();

    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).contains("2 messages of what could not be recorded");
              assertThat(finding.cure()).contains("make failures ENV=dev", "make redrive ENV=dev");
            });
    assertThat(screen(report))
        .contains("failures handler 2 × FORBIDDEN: HeadObject needs s3:GetObject");
  }

  @Test
  void mappingThatSomebodyDisabledIsFound() throws IOException {
    mapping("Disabled");

    assertFound(
        "the mapping of events is Disabled, and the last apply enabled it",
        "make plan apply ENV=dev");
  }

  @Test
  void ruleThatSomebodyRemovedIsFound() throws IOException {
    account.answers.remove("DescribeRule rule");

    assertFound("the rule rule is gone", "make plan apply ENV=dev");
  }

  @Test
  void ruleThatSomebodyDisabledIsFound() throws IOException {
    account.answers.put("DescribeRule rule", "{\"Name\":\"rule\",\"State\":\"DISABLED\"}");

    assertFound("the rule rule is disabled", "make verify ENV=dev REPAIR=1");
  }

  @Test
  void alarmThatRingsSaysWhatToType() throws IOException {
    alarms(
        Map.of(
            "AlarmName", "alarms-errors",
            "StateValue", "ALARM",
            "ActionsEnabled", true,
            "StateUpdatedTimestamp", NOW.minusSeconds(60),
            "AlarmDescription", "The function fails: make failures ENV=dev"));

    assertFound("the alarm errors rings", "make failures ENV=dev");
  }

  @Test
  void alarmThatIsGoneIsFound() throws IOException {
    account.answers.put("DescribeAlarms", Map.of("MetricAlarms", List.of()));

    assertFound("alarms are gone: alarms-errors", "make plan apply ENV=dev");
  }

  @Test
  void backlogIsFoundByItsAge() throws IOException {
    queue(QUEUE, 1200);
    age(900);
    statement(NOW.minus(Duration.ofDays(2)), 0);

    var report = look();

    assertThat(report.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.what()).isEqualTo("events wait in events for 15 min");
              assertThat(finding.cure()).contains("make logs ENV=dev LEVEL=WARN");
            });
  }

  @Test
  void queueThatIsBeingWorkedOffNeedsNobody() throws IOException {
    queue(QUEUE, 1200);

    var report = look();

    assertThat(report.findings()).isEmpty();
    assertThat(screen(report)).contains("1200 waiting, the oldest for 0 s");
  }

  @Test
  void verifyThatIsTooLongAgoIsFound() throws IOException {
    statement(NOW.minus(Duration.ofDays(9)), 0);

    assertFound("was not compared with the ledger for 9 days", "make verify ENV=dev SOURCE=orders");
  }

  @Test
  void gapsOfTheLastVerifyAreFound() throws IOException {
    age(3);

    assertFound("left 3 gaps", "make verify ENV=dev SOURCE=orders REPAIR=1");
  }

  @Test
  void aliasThatSomebodyMovedIsDrift() throws IOException {
    alias("8", "");

    assertFound("live of f is on version 8, and the last apply put it on 7", "make plan ENV=dev");
  }

  @Test
  void notificationThatSomebodyReplacedIsDrift() throws IOException {
    account.buckets.notify(
        "in",
        """
        <QueueConfiguration><Id>other</Id><Queue>arn:aws:sqs:other</Queue>
        <Event>s3:ObjectCreated:*</Event></QueueConfiguration>""");

    assertFound(
        "without the rule f; with the rule other for arn:aws:sqs:other",
        "make verify ENV=dev REPAIR=1");
  }

  @Test
  void emptyLedgerNeedsNobody() throws IOException {
    account.buckets.remove("ledger", JOURNAL + "a.json");
    account.buckets.remove("ledger", STATEMENTS + "00000003.json");

    var report = look();

    assertThat(report.findings()).isEmpty();
    assertThat(screen(report))
        .contains("no record yet. To see whether one comes: make flight ENV=dev", "never verified");
  }

  @Test
  void lastRecordOfAnOlderDayIsFound() throws IOException {
    account.buckets.remove("ledger", JOURNAL + "a.json");
    account.buckets.put(
        "ledger",
        "journal/source=in/date=2026-11-20/hour=05/b.json",
        "{\"record_timestamp\":\"2026-11-20T05:10:00.000Z\"}\n",
        Instant.parse("2026-11-20T05:10:07Z"));

    assertThat(screen(look()))
        .contains("last record 8 days ago, written 7.0 s after its event, no journal objects");
  }

  @Test
  void nothingAppliedIsSaid() throws IOException {
    account.buckets.remove("state", "k.tfstate");

    assertFound("nothing is applied in dev", "make plan apply ENV=dev");
  }

  @Test
  void stackThatWasAppliedInPartIsSaid() throws IOException {
    state("", "{\"serial\": 3, \"outputs\": {\"region\": {\"value\": \"r\"}}, \"resources\": []}");

    assertFound("applied in part only", "make plan apply ENV=dev");
  }

  @Test
  void resourceThatAnApplyLeftHalfMadeIsFound() throws IOException {
    state(
        """
        {"mode": "managed", "type": "aws_sqs_queue", "instances": [
          {"status": "tainted", "attributes": {}}]}""",
        "");

    assertFound("was stopped or failed while it made aws_sqs_queue", "make plan apply ENV=dev");
  }

  @Test
  void lockThatIsHeldForTooLongIsFound() throws IOException {
    account.buckets.put(
        "state",
        "k.tfstate.tflock",
        "{\"Who\": \"me@here\", \"Created\": \"2026-11-28T05:00:00.1Z\"}",
        NOW);

    assertFound("is locked by me@here for 3 h", "make unlock ENV=dev");
  }

  @Test
  void deniedCallHidesNoOther() throws IOException {
    account.answers.put(
        "DescribeRule rule",
        new StubAccount.Refused(
            400, "AccessDeniedException", "not authorized: events:DescribeRule"));

    var report = look();

    assertThat(screen(report))
        .contains("rule not known: denied: AccessDeniedException: not authorized")
        .contains("live → version 7", "none rings");
    assertThat(report.findings())
        .singleElement()
        .extracting(Finding::cure)
        .asString()
        .contains("docs/operations.md#rights");
  }

  @Test
  void callThatHangsHidesNoOtherAndIsGivenUpAfterASecond() throws IOException {
    account.answers.put("functions/f/aliases/live", new StubAccount.Silence());
    look();

    var started = System.nanoTime();
    var report = look();

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(screen(report))
        .containsPattern("functions handler +not known: Lambda cannot be reached at .*timed out")
        .contains("mapping Enabled", "none rings");
  }

  @Test
  void whatTakesTooLongIsNotWaitedFor() throws IOException {
    assertThat(screen(look(Duration.ofMillis(1))))
        .contains("state not known: no answer within 0.0 s");
  }

  @Test
  void busyServiceIsAskedTwice() throws IOException {
    var refused = new StubAccount.Refused(400, "ThrottlingException", "Rate exceeded");
    account.answers.put("DescribeRule rule", refused);

    var report = look();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(account.calls.stream().filter("DescribeRule rule"::equals)).hasSize(2);
  }

  @Test
  void stateThatMayNotBeReadLeavesTheOutputsOfTheLastApplyHere() throws IOException {
    var state = TestEvents.json(Files.readString(Path.of("src/test/resources/status/state.json")));
    Files.write(
        folder.resolve("stack.json"), JsonWriter.toLine(TestEvents.members(state.get("outputs"))));
    account.answers.put("S3", new StubAccount.Refused(403, "AccessDenied", "Access Denied"));

    assertThat(screen(look()))
        .contains(
            "state not known: denied: AccessDenied", "live → version 7", "drift not compared");
  }

  @Test
  void accountThatIsNotReachedIsSaidAtOnce() throws IOException {
    account.endpoint("http://127.0.0.1:1");

    assertFound("cannot be reached at http://127.0.0.1:1", "AWS_ENDPOINT_URL");
  }
}
