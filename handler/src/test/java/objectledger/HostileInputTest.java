package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import objectledger.FaultyS3Server.Call;
import objectledger.FaultyS3Server.Response;
import objectledger.aws.LatestDocumentKey;
import objectledger.aws.S3Api;
import objectledger.aws.S3ClientFactory;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves that no key, label or payload that anybody can make harms the ledger: it is recorded to
 * the letter or refused with a reason, in bounded time and memory, and none of its bytes reaches a
 * log line, a header or the name of a document unescaped.
 */
class HostileInputTest {
  private static final String SAFE = "[A-Za-z0-9/=._%-]+";

  /** What ends a line somewhere, commands a terminal or turns a text around. */
  private static final String INVISIBLE = "[\\p{Cc}\\p{Zl}\\p{Zp}\u202E]";

  private static final Duration SHORT = Duration.ofSeconds(60);

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

  /** Each has at most 1,024 bytes. */
  static Stream<String> keys() {
    return Stream.of(
        "../x",
        "./x",
        "a/../../x",
        "a/./x",
        "..",
        ".",
        "//",
        "a//b",
        "/",
        "/leading",
        "//leading",
        "trailing/",
        "trailing//",
        ".hidden",
        "line\nbreak",
        "line\r\nSet-Cookie: a=b",
        "{\"level\":\"ERROR\"}\n{\"level\":\"ERROR\"}",
        "tab\t",
        "nul\u0000",
        "\u001b[31mred\u007f\u0085\u2028\u2029",
        "\uD83D\uDE00",
        "\uD83D\uDE00".repeat(256),
        "x".repeat(1_024),
        "%".repeat(1_024),
        "\u202Egpj.exe",
        "a+b",
        "a%2Bb",
        "a b",
        "a%20b",
        " ",
        "%",
        "%zz",
        "100%",
        "%00",
        "%2e%2e%2f",
        "?versionId=x&tagging#fragment",
        "a=b;c,d:e@f!$&'()*[]~^`|\\<>\"",
        "Caf\u00E9",
        "Cafe\u0301",
        "sha256=" + "0".repeat(64),
        "journal/source=source-bucket/date=2026-01-31/hour=12/x.json");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsRecordedToTheLetterAndArrivesAtS3AsItIs(String key) throws IOException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var event = model.put(key, "hello", Map.of(), Map.of("stage", "raw"));
    try (var server = new FaultyS3Server(model)) {
      var s3 = S3ClientFactory.create("eu-west-1", 1, 2);

      deliver(s3, TestEvents.notification(event));
      deliver(s3, TestEvents.eventBridge(event));

      assertThat(server.requests(Call.HEAD_SOURCE))
          .isNotEmpty()
          .allMatch(request -> request.key().equals(key));
      assertThat(server.requests(Call.TAGS))
          .isNotEmpty()
          .allMatch(request -> request.key().equals(key));
      assertThat(server.requests())
          .allSatisfy(
              request -> {
                assertThat(request.call()).isNotNull();
                assertThat(request.target()).matches("[!-~]+");
                assertThat(request.headers().values()).allMatch(value -> value.matches("[ -~]*"));
              });
    }

    assertRecorded(model, key, RecordId.of(event));
    assertThat(logLines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.get("key").text()).isEqualTo(key));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyDeletedKeyIsRecordedToTheLetter(String key) throws IOException {
    var model = new ModelS3(ModelS3.Versioning.OFF);
    model.put(key, "hello");
    var event = model.delete(key).orElseThrow();

    deliver(model, TestEvents.notification(event));
    deliver(model, TestEvents.eventBridge(event));

    assertRecorded(model, key, RecordId.of(event));
    assertThat(logLines()).hasSize(2);
  }

  private static void assertRecorded(ModelS3 model, String key, String id) {
    var names = model.keys(ModelS3.LEDGER);
    assertThat(names).hasSize(2).allMatch(name -> name.matches(SAFE));
    assertThat(names.getFirst()).startsWith("journal/source=source-bucket/").contains(id);
    assertThat(names.getLast()).isEqualTo(LatestDocumentKey.of(ModelS3.SOURCE, key));
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(model.lines(name))
                    .singleElement()
                    .satisfies(line -> assertThat(line.get("key").text()).isEqualTo(key)));
  }

  @Test
  void keyThatCannotBeIsRefusedAndItsNeighboursAreRecorded() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.OFF);
    var good = TestEvents.record(model.put("good", "hello"));
    var impossible =
        List.of(
            "%zz",
            "%",
            "%C3",
            "%ED%A0%80",
            "x".repeat(1_025),
            "%F0%9F%98%80".repeat(257),
            "%F0%9F%98%80".repeat(10_000));

    for (var key : impossible) {
      assertThatThrownBy(
              () ->
                  deliver(
                      model,
                      TestEvents.notificationOf(
                          good.replace("\"key\":\"good\"", "\"key\":\"" + key + "\""), good)))
          .isInstanceOf(EventsNotRecordedException.class)
          .hasMessageStartingWith("1 of 2 events not recorded: \"Records[0]\" PERMANENT: the key ");
    }

    assertThat(model.keys(ModelS3.LEDGER)).hasSize(2);
    assertThat(logLines()).hasSize(2 * impossible.size());
  }

  @Test
  void longSubjectOfTwoPartCharactersIsCutBetweenThem() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.OFF);
    var event = TestEvents.eventBridge(model.put("good", "hello"));

    for (var padding = 0; padding < 2; padding++) {
      var bucket = "x".repeat(padding) + "\uD83D\uDE00".repeat(1_000);
      var payload = event.replace("\"name\":\"source-bucket\"", "\"name\":\"" + bucket + "\"");
      assertThatThrownBy(() -> deliver(model, payload))
          .isInstanceOf(EventsNotRecordedException.class)
          .hasMessageContaining("the function records source-bucket, and not ");
    }

    assertThat(logLines())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(line.get("object").text()).matches("\"s3://x?(\uD83D\uDE00)+…\""));
  }

  @Test
  void longAnswerToAJobIsCutBetweenCharacters() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.OFF);
    for (var padding = 0; padding < 2; padding++) {
      var bucket = "x".repeat(padding) + "\uD83D\uDE00".repeat(520);
      answer.reset();

      deliver(
          model,
          TestEvents.recorded("batch-operations-2.0.json").replace("amzn-s3-demo-bucket", bucket));

      var result =
          TestEvents.json(answer.toString(StandardCharsets.UTF_8))
              .get("results")
              .items()
              .getFirst();
      assertThat(result.get("resultCode").text()).isEqualTo("PermanentFailure");
      assertThat(result.get("resultString").text()).hasSizeBetween(999, 1_000);
    }
  }

  @Test
  void labelsAreRecordedToTheLetter() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var event = model.put("k", "hello");
    var kilobytes = "v".repeat(2_000);
    try (var server = new FaultyS3Server(model)) {
      server.always(
          Call.HEAD_SOURCE,
          exchange ->
              exchange.send(
                  exchange
                      .effect()
                      .with("x-amz-meta-crlf", "=?UTF-8?B?YQ0KU2V0LUNvb2tpZTogYj1j?=")
                      .with("x-amz-meta-q", "=?UTF-8?Q?caf=C3=A9_=F0=9F=98=80?=")
                      .with("x-amz-meta-broken", "=?UTF-8?B?%%%?=")
                      .with("x-amz-meta-bad", "=?UTF-8?Q?=FF=FE?=")
                      .with("x-amz-meta-nul", "=?UTF-8?Q?a=00b?=")
                      .with("x-amz-meta-surrogate", "=?UTF-16BE?B?2AA=?=")
                      .with("x-amz-meta-cesu", "=?CESU-8?B?7aCA?=")
                      .with("x-amz-meta-cut", "=?UTF-8?Q?caf=C3?= =?UTF-8?Q?=A9?=")
                      .with("x-amz-meta-escape", "a\\n\\u0000\"b\"")
                      .with("x-amz-meta-long", kilobytes)
                      .with("x-amz-meta-UPPER", "1")
                      .with("x-amz-meta-empty", "")
                      .with("x-amz-missing-meta", "2")
                      .with("Content-Type", "text/plain; \"quoted\"; \t tab")
                      .with("Content-Encoding", "gzip")
                      .with("Expires", "never")));

      deliver(S3ClientFactory.create("eu-west-1", 1, 2), TestEvents.notification(event));
    }

    var record = model.lines(model.keys(ModelS3.LEDGER).getFirst()).getFirst();
    assertThat(TestEvents.members(record.get("user_metadata")))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("crlf", "a\r\nSet-Cookie: b=c"),
                Map.entry("q", "caf\u00E9 \uD83D\uDE00"),
                Map.entry("broken", "=?UTF-8?B?%%%?="),
                Map.entry("bad", "=?UTF-8?Q?=FF=FE?="),
                Map.entry("nul", "a\u0000b"),
                Map.entry("surrogate", "=?UTF-16BE?B?2AA=?="),
                Map.entry("cesu", "=?CESU-8?B?7aCA?="),
                Map.entry("cut", "caf\u00E9"),
                Map.entry("escape", "a\\n\\u0000\"b\""),
                Map.entry("long", kilobytes),
                Map.entry("upper", "1"),
                Map.entry("empty", "")));
    assertThat(record.get("missing_metadata_count").value()).isEqualTo(2L);
    assertThat(record.get("content_encoding").text()).isEqualTo("gzip");
    assertThat(record.get("expires").text()).isEqualTo("never");
    assertThat(record.get("size").value()).isEqualTo(5L);
    assertThat(logLines()).hasSize(1);
  }

  /** S3 sends them as the bytes that were given with the object. */
  @ParameterizedTest
  @CsvSource({
    "Content-Disposition, content_disposition",
    "Content-Type, content_type",
    "Content-Encoding, content_encoding",
    "Content-Language, content_language",
    "Cache-Control, cache_control",
    "Expires, expires",
    "x-amz-website-redirect-location, website_redirect_location",
    "x-amz-meta-title, user_metadata",
  })
  void headerIsReadAsUtf8WhereItIsThatAndElseAsLatin1(String header, String field)
      throws IOException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var values =
        Map.of(
            "/%E6%96%87%E6%A1%A3.pdf", "/\u6587\u6863.pdf",
            "/%F0%9F%98%80", "/\uD83D\uDE00",
            "/caf%E9", "/caf\u00E9",
            "/caf%C3%A9%20au%20lait", "/caf\u00E9 au lait",
            // Neither a lone surrogate nor a cut character is UTF-8.
            "/%ED%A0%80", "/\u00ED\u00A0\u0080",
            "/x%C3", "/x\u00C3",
            "/plain", "/plain");
    for (var value : values.entrySet()) {
      var event = model.put("k" + value.getKey(), "hello");
      try (var server = new FaultyS3Server(model)) {
        var bytes = URLDecoder.decode(value.getKey(), StandardCharsets.ISO_8859_1);
        server.always(
            Call.HEAD_SOURCE, exchange -> exchange.send(exchange.effect().with(header, bytes)));

        deliver(S3ClientFactory.create("eu-west-1", 1, 2), TestEvents.notification(event));
      }
      for (var name : model.keys(ModelS3.LEDGER)) {
        var document = model.lines(name).getFirst();
        if (document.get("key").isEqualTo(event.key())) {
          var fact = document.get(field);
          assertThat((field.equals("user_metadata") ? fact.get("title") : fact).text())
              .as(name)
              .isEqualTo(value.getValue());
        }
      }
    }
    assertThat(logLines()).hasSize(values.size());
  }

  @Test
  void labelsWhoseNamesDifferByCaseGiveTheSameRecordEveryTime() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var event = model.put("k", "hello");
    try (var server = new FaultyS3Server(model)) {
      var s3 = S3ClientFactory.create("eu-west-1", 1, 2);
      var names = List.of("x-amz-meta-Team", "x-amz-meta-team", "x-amz-meta-TEAM");
      for (var turn = 0; turn < 3; turn++) {
        var order = new ArrayList<>(names);
        Collections.rotate(order, turn);
        server.next(
            Call.HEAD_SOURCE,
            exchange -> {
              Response answer = exchange.effect();
              for (var name : order) {
                answer = answer.with(name, "of " + name);
              }
              exchange.send(answer);
            });
        var seen =
            new SourceObjectReader(ModelS3.source(s3)).read(event, new Deadline(() -> 60_000));
        var json = new String(LedgerRecord.of(event, seen).toJson(), StandardCharsets.UTF_8);
        logged.writeBytes(json.getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(logLines()).hasSize(3);
    assertThat(logged.toString(StandardCharsets.UTF_8).lines().distinct()).hasSize(1);
  }

  @Test
  void everyFactOfAnEventMayBeHostileAndStaysInItsField() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.OFF);
    var evil = "\\n{\\\"level\\\":\\\"ERROR\\\"}\\r\\u0000\\u2028";
    var record =
        TestEvents.record(model.put("k", "hello"))
            .replace("ObjectCreated:Put", "Evil" + evil)
            .replace("AWS:AIDAEXAMPLE", evil)
            .replace("192.0.2.1", evil)
            .replace("0000000000000001", evil)
            .replace("\"awsRegion\":\"eu-west-1\"", "\"awsRegion\":\"" + evil + "\"");

    deliver(model, TestEvents.notificationOf(record));

    assertThat(model.keys(ModelS3.LEDGER)).hasSize(2).allMatch(name -> name.matches(SAFE));
    var kept = model.lines(model.keys(ModelS3.LEDGER).getFirst()).getFirst();
    assertThat(kept.get("event_name").text()).startsWith("Evil\n{\"level\":\"ERROR\"}");
    assertThat(kept.get("source_ip_address").text()).endsWith("\r\u0000\u2028");
    assertThat(logLines()).hasSize(1);
  }

  @Test
  void timesBeyondFourDigitYearsAreRefused() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.OFF);
    var event = model.put("k", "hello");
    for (var time : List.of("+1000000000-12-31T23:59:59.999999999Z", "-0001-01-01T00:00:00Z")) {
      var payload =
          TestEvents.notification(event)
              .replaceFirst("\"eventTime\":\"[^\"]*\"", "\"eventTime\":\"" + time + "\"");

      assertThatThrownBy(() -> deliver(model, payload)).hasMessageContaining("is not a time");
    }
    assertThat(model.keys(ModelS3.LEDGER)).isEmpty();
  }

  @Test
  void absurdPayloadsAreRefusedInOneLineWithLittleMemory() {
    refused("[".repeat(10_000), "beyond all bounds", 8);
    refused("{\"Records\":" + "[".repeat(10_000), "beyond all bounds", 8);
    refused("{\"requestPayload\":".repeat(10_000), "beyond all bounds", 8);
    refused("{\"a\":\"" + "x".repeat(10 << 20) + "\"}", "beyond all bounds", 64);
    refused("{\"Records\":[" + "{},".repeat(3_500_000) + "{}]}", "beyond all bounds", 400);
    refused("{\"Records\":[" + "{},".repeat(900_000) + "{}]}", "come from \"[]\"", 600);
    refused("{\"Records\":[1e999999999,-1e999999999,9e-999999999]}", "come from \"[]\"", 8);
    refused("{\"a\\n\\u001b\":1,\"a\\n\\u001b\":2}", "not JSON: Duplicate", 8);
    refused("{\"Records\":[],\"Records\":[]}", "not JSON: Duplicate", 8);
    refused("{\"a\":tr\u001bue}", "not JSON", 8);
    refused("\u0000", "not JSON", 8);
    refused("{\"source\":\"aws.s3\",\"detail\":{\"object\":[]}}", "not recorded", 8);
    refused("{\"Type\":\"Notification\",\"Message\":\"{\\\"a\\\\nb\\\":1}\"}", "members", 8);
  }

  @Test
  void messageInsideAMessageInsideAMessageIsReadOrRefused() {
    var message = TestEvents.recorded("s3-put.json");
    for (var depth = 0; depth < 8; depth++) {
      message =
          new String(
              JsonWriter.toLine(Map.of("Type", "Notification", "Message", message)),
              StandardCharsets.UTF_8);
    }
    refused(message, "the function records source-bucket, and not ", 64);
  }

  @Test
  void tenThousandRecordsInOneNotificationAreRecordedInBoundedTimeAndMemory() {
    var model = new ModelS3(ModelS3.Versioning.OFF);
    var records =
        IntStream.range(0, 10_000)
            .mapToObj(i -> TestEvents.record(model.put("folder/object " + i, "x")))
            .toArray(String[]::new);
    var payload = TestEvents.notificationOf(records);
    var start = System.nanoTime();

    var allocated =
        megabytesAllocatedBy(() -> deliver(model, payload, ModelS3.settings(ModelS3.OWNER, false)));

    assertThat(model.keys(ModelS3.LEDGER)).hasSize(10_000);
    assertThat(logLines()).hasSize(10_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT);
    assertThat(allocated).as("megabytes").isLessThan(1_500);
  }

  @Test
  void tenThousandFailuresAreToldInAMessageThatFitsItsQueue() {
    var model = new ModelS3(ModelS3.Versioning.OFF);
    var record =
        TestEvents.record(model.put("\uD83D\uDE00".repeat(256), "x"))
            .replace("\"name\":\"source-bucket\"", "\"name\":\"other\"");
    var records = Collections.nCopies(2_000, record).toArray(String[]::new);

    assertThatThrownBy(() -> deliver(model, TestEvents.notificationOf(records)))
        .isInstanceOf(EventsNotRecordedException.class)
        .hasMessageStartingWith("2000 of 2000 events not recorded: ")
        .hasMessageEndingWith("and 1980 more")
        .satisfies(
            e ->
                assertThat(e.getMessage().getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThan(64 << 10));
    assertThat(logLines()).hasSize(2_000);
  }

  /** The refusal names a reason in one clean line, and costs no more than so many megabytes. */
  private void refused(String payload, String reason, long megabytes) {
    var model = new ModelS3(ModelS3.Versioning.OFF);
    var start = System.nanoTime();

    var allocated =
        megabytesAllocatedBy(
            () ->
                assertThatThrownBy(() -> deliver(model, payload))
                    .isInstanceOfAny(InvalidInputException.class, EventsNotRecordedException.class)
                    .hasMessageContaining(reason)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern(INVISIBLE)));

    assertThat(allocated).as("megabytes for %.60s", payload).isLessThan(megabytes);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT);
    assertThat(model.calls()).isEmpty();
  }

  private static long megabytesAllocatedBy(Delivery work) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadAllocatedBytes();
    try {
      work.run();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) >> 20;
  }

  private interface Delivery {
    void run() throws IOException;
  }

  private void deliver(S3Api s3, String payload) throws IOException {
    deliver(s3, payload, ModelS3.settings());
  }

  private void deliver(S3Api s3, String payload, LedgerSettings settings) throws IOException {
    var handler =
        new LedgerHandler(
            new Ledger(settings, s3, Backoff.jittered()),
            new Log(
                new PrintStream(logged, true, StandardCharsets.UTF_8),
                InstantSource.system(),
                Log.Level.INFO));
    handler.handleRequest(TestEvents.stream(payload), answer, TestContext.INSTANCE);
  }

  /** Each is JSON, and holds no control character and no other line break. */
  private List<JsonValue> logLines() {
    return logged
        .toString(StandardCharsets.UTF_8)
        .lines()
        .peek(line -> assertThat(line).doesNotContainPattern(INVISIBLE))
        .map(TestEvents::json)
        .toList();
  }
}
