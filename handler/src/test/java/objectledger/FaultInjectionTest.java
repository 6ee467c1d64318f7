package objectledger;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import objectledger.FaultyS3Server.Behaviour;
import objectledger.FaultyS3Server.Call;
import objectledger.FaultyS3Server.Exchange;
import objectledger.FaultyS3Server.Response;
import objectledger.aws.LatestDocumentKey;
import objectledger.aws.S3ClientFactory;
import objectledger.json.JsonValue;
import objectledger.lambda.Backoff;
import objectledger.lambda.Log;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves, over real HTTP and with the client that production builds, what becomes of every fault of
 * S3's: the right class, a bounded number of attempts, no call and no wait beyond the deadline, and
 * a ledger that is whole after the next delivery. What was observed is the table of
 * docs/reliability.md, which must be the one that the tests print; {@code -Dupdate.docs=true}
 * writes it.
 */
class FaultInjectionTest {
  private static final Path DOCUMENT = Path.of("../docs/reliability.md");
  private static final String BEGIN = "<!-- begin: written by FaultInjectionTest -->\n";
  private static final String END = "<!-- end -->\n";

  /** What the deadline keeps for the answer. */
  private static final int RESERVE = 500;

  private static final String PRESENT = "recorded: present";
  private static final String GONE = "recorded: gone";
  private static final String BEFORE = "recorded before";

  private static final Map<String, String> ROWS = new LinkedHashMap<>();

  private static final String CLOSED = "every idle connection closed, unnoticed";

  /** How many connections are kept: more than a call has attempts. */
  private static final int POOL = 16;

  /** The calls that meet closed connections, and the call that is made right before each. */
  private static final Map<Call, Call> BEFORE_IT = new LinkedHashMap<>();

  static {
    BEFORE_IT.put(Call.HEAD_SOURCE, null);
    BEFORE_IT.put(Call.PUT_JOURNAL, Call.HEAD_SOURCE);
    BEFORE_IT.put(Call.HEAD_LATEST, Call.PUT_JOURNAL);
    BEFORE_IT.put(Call.PUT_LATEST, Call.HEAD_SOURCE);
    BEFORE_IT.put(Call.GET_SECRET, Call.PUT_MARKER);
  }

  @TempDir Path folder;

  /** How long it may take; coarse, so that the table is the same on every machine. */
  enum Time {
    PART("under half of it"),
    ALL("all but the reserve");

    final String words;

    Time(String words) {
      this.words = words;
    }

    static Time of(long millis, int left) {
      assertThat(millis).as("milliseconds, of which the reserve is not used up").isLessThan(left);
      if (millis >= left - RESERVE - 20) {
        return ALL;
      }
      assertThat(millis).as("milliseconds, of %s", left).isLessThan(left / 2);
      return PART;
    }
  }

  /**
   * One row of the table.
   *
   * @param fault what goes wrong, in words
   * @param call in which call
   * @param seconds the time left at the start
   * @param events how many the payload has
   * @param attempts how many requests of that call came over the wire; 0 for as many as fit
   */
  record Scenario(
      String fault,
      Call call,
      int seconds,
      int events,
      Consumer<FaultyS3Server> fail,
      String expected,
      int attempts,
      Time time) {

    @Override
    public String toString() {
      return fault + ", " + call.words;
    }
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
            answers(),
            conditions(),
            refusals(),
            badRequests(),
            connections(),
            slowness(),
            broken(),
            batches())
        .flatMap(List::stream);
  }

  private static List<Scenario> answers() {
    return List.of(
        always("500", Call.HEAD_SOURCE, error(500, "InternalError"), "RETRY", 4),
        always("500", Call.PUT_JOURNAL, error(500, "InternalError"), "RETRY", 4),
        times(1, "500", Call.HEAD_LATEST, error(500, "InternalError"), PRESENT, 2),
        times(1, "503 SlowDown", Call.HEAD_SOURCE, error(503, "SlowDown"), PRESENT, 2),
        times(3, "503 SlowDown", Call.PUT_JOURNAL, error(503, "SlowDown"), PRESENT, 4),
        always("503 SlowDown", Call.PUT_JOURNAL, error(503, "SlowDown"), "RETRY", 4));
  }

  private static List<Scenario> conditions() {
    var conflict = error(409, "ConditionalRequestConflict");
    var exists = error(412, "PreconditionFailed");
    Behaviour lost =
        exchange -> {
          exchange.effect();
          exchange.reset();
        };
    return List.of(
        times(1, "412", Call.PUT_JOURNAL, exists, BEFORE, 1),
        times(1, "412", Call.PUT_LATEST, exists, PRESENT, 2),
        whileTimeLasts("412", Call.PUT_LATEST, 2, exists, 0),
        times(2, "409", Call.PUT_JOURNAL, conflict, PRESENT, 3),
        always("409", Call.PUT_JOURNAL, conflict, "RETRY", 4),
        times(1, "409", Call.PUT_LATEST, conflict, PRESENT, 2),
        times(1, "success whose answer is lost", Call.PUT_JOURNAL, lost, BEFORE, 2),
        times(1, "success whose answer is lost", Call.PUT_LATEST, lost, PRESENT, 3));
  }

  private static List<Scenario> refusals() {
    var forbidden = error(403, "AccessDenied");
    return List.of(
        always("404", Call.HEAD_SOURCE, error(404, "NoSuchKey"), GONE, 1),
        always("404", Call.TAGS, error(404, "NoSuchKey"), GONE, 1),
        always("404", Call.PUT_JOURNAL, error(404, "NoSuchBucket"), "PERMANENT", 1),
        times(1, "404", Call.PUT_LATEST, error(404, "NoSuchKey"), PRESENT, 2),
        always("404", Call.PUT_LATEST, error(404, "NoSuchBucket"), "PERMANENT", 1),
        always("405", Call.HEAD_SOURCE, error(405, "MethodNotAllowed"), GONE, 1),
        times(1, "403 to checksum mode", Call.HEAD_SOURCE, forbidden, PRESENT, 2),
        always("403", Call.HEAD_SOURCE, forbidden, "FORBIDDEN", 2),
        always("403", Call.TAGS, forbidden, "FORBIDDEN", 1),
        always("403", Call.PUT_JOURNAL, forbidden, "FORBIDDEN", 1),
        always("403", Call.HEAD_LATEST, forbidden, "FORBIDDEN", 1),
        always("403", Call.PUT_LATEST, forbidden, "FORBIDDEN", 1));
  }

  private static List<Scenario> badRequests() {
    return List.of(
        badHead("400, a customer's key: tags can be read", null, PRESENT),
        badHead("400, expired token", error(400, "ExpiredToken"), "RETRY"),
        badHead("400, then 503", error(503, "SlowDown"), "RETRY"),
        badHead("400, then 403", error(403, "AccessDenied"), "FORBIDDEN"),
        badHead("400, then 400", error(400, "InvalidRequest"), "PERMANENT"),
        always("400", Call.PUT_JOURNAL, error(400, "InvalidRequest"), "PERMANENT", 1),
        always("400 ExpiredToken", Call.PUT_JOURNAL, error(400, "ExpiredToken"), "RETRY", 1),
        always("400 RequestTimeout", Call.PUT_JOURNAL, error(400, "RequestTimeout"), "RETRY", 4));
  }

  /** The first request of a call that is not the event's first goes out on a kept connection. */
  private static List<Scenario> connections() {
    return List.of(
        scenario(
            "connection refused",
            Call.HEAD_SOURCE,
            20,
            FaultyS3Server::stopListening,
            "RETRY",
            4,
            Time.PART),
        times(1, "connection reset", Call.HEAD_SOURCE, Exchange::reset, PRESENT, 2),
        always("connection reset", Call.HEAD_SOURCE, Exchange::reset, "RETRY", 8),
        always("connection reset", Call.PUT_JOURNAL, Exchange::reset, "RETRY", 5),
        always("connection closed", Call.TAGS, Exchange::hangUp, "RETRY", 10),
        always("connection closed", Call.PUT_JOURNAL, Exchange::hangUp, "RETRY", 5));
  }

  private static List<Scenario> slowness() {
    Behaviour headers =
        exchange -> {
          exchange.write(bytes("HTTP/1.1 200 OK\r\n"));
          for (var i = 0; i < 100; i++) {
            exchange.write(bytes("x-amz-slow-%s: 1\r\n".formatted(i)));
            Thread.sleep(50);
          }
        };
    Behaviour body =
        exchange -> {
          var answer = exchange.effect();
          exchange.sendPart(answer, 0);
          for (var b : answer.body()) {
            exchange.write(new byte[] {b});
            Thread.sleep(50);
          }
        };
    Behaviour stops =
        exchange -> {
          exchange.sendPart(exchange.effect(), 20);
          exchange.beSilent();
        };
    Behaviour refusalStops =
        exchange -> {
          exchange.sendPart(Response.error(500, "InternalError"), 20);
          exchange.beSilent();
        };
    return List.of(
        times(1, "silence", Call.HEAD_SOURCE, Exchange::beSilent, PRESENT, 2),
        whileTimeLasts("silence", Call.HEAD_SOURCE, 2, Exchange::beSilent, 1),
        whileTimeLasts("silence", Call.PUT_JOURNAL, 2, Exchange::beSilent, 1),
        whileTimeLasts("slow headers", Call.HEAD_SOURCE, 2, headers, 1),
        whileTimeLasts("slow body", Call.TAGS, 2, body, 1),
        whileTimeLasts("body that stops half-way", Call.TAGS, 2, stops, 1),
        whileTimeLasts("500, its body stops half-way", Call.PUT_JOURNAL, 2, refusalStops, 1));
  }

  private static List<Scenario> broken() {
    Behaviour cutAtOnce =
        exchange -> {
          exchange.sendPart(exchange.effect(), 0);
          exchange.hangUp();
        };
    Behaviour cut =
        exchange -> {
          exchange.sendPart(exchange.effect(), 20);
          exchange.hangUp();
        };
    Behaviour reset =
        exchange -> {
          exchange.sendPart(exchange.effect(), 20);
          exchange.reset();
        };
    Behaviour noHttp =
        exchange -> {
          exchange.write(bytes("220 mail.example ESMTP\r\n\r\n"));
          exchange.hangUp();
        };
    return List.of(
        always("body cut before its first byte", Call.TAGS, cutAtOnce, "RETRY", 1),
        always("body cut half-way", Call.TAGS, cut, "RETRY", 1),
        always("reset within the body", Call.TAGS, reset, "RETRY", 1),
        always("no HTTP", Call.HEAD_SOURCE, noHttp, "RETRY", 1));
  }

  private static List<Scenario> batches() {
    return List.of(
        new Scenario(
            "five events, silence at the second",
            Call.HEAD_SOURCE,
            2,
            5,
            server -> {
              server.next(Call.HEAD_SOURCE, exchange -> exchange.send(exchange.effect()));
              server.next(Call.HEAD_SOURCE, Exchange::beSilent);
            },
            "recorded: present × 1, RETRY × 4",
            2,
            Time.ALL),
        new Scenario(
            "five events, 403 at the second",
            Call.PUT_JOURNAL,
            20,
            5,
            server -> {
              server.next(Call.PUT_JOURNAL, exchange -> exchange.send(exchange.effect()));
              server.next(Call.PUT_JOURNAL, error(403, "AccessDenied"));
            },
            "recorded: present × 4, FORBIDDEN × 1",
            5,
            Time.PART));
  }

  private static Scenario always(
      String fault, Call call, Behaviour behaviour, String expected, int attempts) {
    return scenario(
        fault + ", always",
        call,
        20,
        server -> server.always(call, behaviour),
        expected,
        attempts,
        Time.PART);
  }

  private static Scenario times(
      int times, String fault, Call call, Behaviour behaviour, String expected, int attempts) {
    return scenario(
        fault + ", " + List.of("once", "twice", "three times").get(times - 1),
        call,
        20,
        server -> {
          for (var i = 0; i < times; i++) {
            server.next(call, behaviour);
          }
        },
        expected,
        attempts,
        Time.PART);
  }

  private static Scenario whileTimeLasts(
      String fault, Call call, int seconds, Behaviour behaviour, int attempts) {
    return scenario(
        fault + ", always",
        call,
        seconds,
        server -> server.always(call, behaviour),
        "RETRY",
        attempts,
        Time.ALL);
  }

  private static Scenario badHead(String fault, Behaviour tags, String expected) {
    return scenario(
        fault,
        Call.HEAD_SOURCE,
        20,
        server -> {
          server.always(Call.HEAD_SOURCE, error(400, "BadRequest"));
          if (tags != null) {
            server.always(Call.TAGS, tags);
          }
        },
        expected,
        1,
        Time.PART);
  }

  private static Scenario scenario(
      String fault,
      Call call,
      int seconds,
      Consumer<FaultyS3Server> fail,
      String expected,
      int attempts,
      Time time) {
    return new Scenario(fault, call, seconds, 1, fail, expected, attempts, time);
  }

  private static Behaviour error(int status, String code) {
    return exchange -> exchange.send(Response.error(status, code));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\\\"") + '"';
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyFaultEndsInItsClassWithinTheTimeLeft(Scenario scenario) throws IOException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var events = new ArrayList<ObjectEvent>();
    for (var i = 1; i <= scenario.events(); i++) {
      events.add(model.put("folder/object " + i, "hello", Map.of(), Map.of("stage", "raw")));
    }
    var payload = TestEvents.notification(events.toArray(ObjectEvent[]::new));
    try (var server = new FaultyS3Server(model)) {
      var function = new Function(keepsLatest(scenario.call()));
      scenario.fail().accept(server);

      var start = System.nanoTime();
      function.deliver(payload, scenario.seconds() * 1_000);
      var millis = (System.nanoTime() - start) / 1_000_000;

      var requests = server.requests();
      var observed = function.observed();
      var attempts = attempts(scenario, server, function);
      var time = Time.of(millis, scenario.seconds() * 1_000);
      ROWS.put(scenario.toString(), row(scenario, observed, attempts, time));
      assertThat(observed).isEqualTo(scenario.expected());
      assertThat(attempts).isEqualTo(scenario.attempts());
      assertThat(time).isEqualTo(scenario.time());
      assertThat(requests)
          .as("requests, none of them later than the deadline")
          .allMatch(r -> r.at() - start < (scenario.seconds() * 1_000L - RESERVE + 50) * 1_000_000);

      server.mend();
      function.deliver(payload, 20_000);

      assertThat(function.log()).noneMatch(line -> line.get("message").isEqualTo("not recorded"));
      assertLedgerIsWhole(model, events, keepsLatest(scenario.call()));
    }
  }

  @Test
  void queueIsAnsweredInTimeWithTheMessagesThatFailed() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var messages =
        IntStream.range(0, 5)
            .mapToObj(i -> TestEvents.notification(model.put("object " + i, "hello")))
            .map(FaultInjectionTest::quoted)
            .toList();
    var records = new ArrayList<String>();
    for (var i = 0; i < 5; i++) {
      records.add(
          "{\"messageId\":\"m%s\",\"eventSource\":\"aws:sqs\",\"body\":%s}"
              .formatted(i, messages.get(i)));
    }
    try (var server = new FaultyS3Server(model)) {
      var function = new Function(false);
      server.next(Call.HEAD_SOURCE, exchange -> exchange.send(exchange.effect()));
      server.next(Call.HEAD_SOURCE, Exchange::beSilent);
      var start = System.nanoTime();

      function.deliver(TestEvents.notificationOf(records.toArray(String[]::new)), 6_000);

      // A third of the time is kept for writing what was read.
      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(3_000L, 5_900L);
      assertThat(TestEvents.json(function.answer()).get("batchItemFailures").items())
          .extracting(item -> item.get("itemIdentifier").text())
          .containsExactly("m1", "m2", "m3", "m4");
      assertThat(model.keys(ModelS3.LEDGER)).hasSize(1);
    }
  }

  @Test
  void lostAnswerOfALatestDocumentCostsOneRevision() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var event = model.put("k", "hello");
    try (var server = new FaultyS3Server(model)) {
      var function = new Function(true);
      server.next(
          Call.PUT_LATEST,
          exchange -> {
            exchange.effect();
            exchange.reset();
          });

      function.deliver(TestEvents.notification(event), 20_000);

      var latest = model.lines(LatestDocumentKey.of(ModelS3.SOURCE, "k")).getFirst();
      assertThat(function.observed()).isEqualTo(PRESENT);
      assertThat(latest.get("revision").value()).isEqualTo(2L);
    }
  }

  @Test
  void callThatWasGivenUpAsksForNothingMore() throws IOException, InterruptedException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var payload = TestEvents.notification(model.put("k", "hello"));
    try (var server = new FaultyS3Server(model)) {
      var function = new Function(false);
      server.always(
          Call.PUT_JOURNAL,
          exchange -> {
            exchange.sendPart(Response.error(500, "InternalError"), 20);
            Thread.sleep(1_000);
            exchange.hangUp();
          });

      function.deliver(payload, 1_000);
      Thread.sleep(1_500);

      assertThat(function.observed()).isEqualTo("RETRY");
      assertThat(server.requests(Call.PUT_JOURNAL)).hasSize(1);
    }
  }

  /**
   * In a process of its own, since the JDK reads once how many connections it keeps. The server
   * closes them right before the call that the row is about: between the events for the first call
   * of an event, else with the answer to the call before it.
   */
  @Test
  void poolOfClosedConnectionsCostsNoAttempt() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    try (var server = new FaultyS3Server(model);
        var receiver = new FakeReceiver();
        var function = new FunctionProcess(folder, withWorkflow(server, receiver), List.of())) {
      function.awaitStart();
      for (var call : BEFORE_IT.keySet()) {
        fillPool(function, server, model);
        var asked = server.requests(call).size();
        var lines = function.output().lines().count();
        closeBefore(call, server);
        var start = System.nanoTime();

        function.tryToInvoke(TestEvents.notification(model.put(call + "/_SUCCESS", "hello")));

        var millis = (System.nanoTime() - start) / 1_000_000;
        var said = function.output().lines().skip(lines).map(TestEvents::json).toList();
        var observed = said.stream().map(Function::outcome).collect(joining(", "));
        // The object is read for its record, and for its latest document.
        var expected = call == Call.HEAD_SOURCE ? 2 : 1;
        var attempts = server.requests(call).size() - asked - expected + 1;
        var scenario =
            scenario(CLOSED, call, FunctionProcess.SECONDS_LEFT, null, PRESENT, 1, Time.PART);
        ROWS.put(
            scenario.toString(),
            row(scenario, observed, attempts, Time.of(millis, scenario.seconds() * 1_000)));
        assertThat(observed).as(scenario.toString()).isEqualTo(PRESENT);
        assertThat(attempts).as(scenario.toString()).isEqualTo(1);
        server.mend();
      }
      assertThat(receiver.requests()).hasSize(BEFORE_IT.size());
    }
  }

  private static Map<String, String> withWorkflow(FaultyS3Server server, FakeReceiver receiver) {
    var environment = new HashMap<>(FunctionProcess.onDemand("http://127.0.0.1:" + server.port()));
    environment.put("LATEST_ENABLED", "true");
    environment.put("CONCURRENCY", Integer.toString(POOL));
    environment.putAll(FunctionProcess.workflow(receiver.url()));
    return environment;
  }

  /** As many requests at the same time as connections may be kept. */
  private static void fillPool(FunctionProcess function, FaultyS3Server server, ModelS3 model) {
    var all = new CountDownLatch(POOL);
    Behaviour together =
        exchange -> {
          all.countDown();
          assertThat(all.await(10, TimeUnit.SECONDS)).as("requests at the same time").isTrue();
          exchange.send(exchange.effect());
        };
    server.next(Call.HEAD_SOURCE, Collections.nCopies(POOL, together).toArray(Behaviour[]::new));
    function.invoke(
        TestEvents.batch(
            IntStream.range(0, POOL)
                .mapToObj(i -> TestEvents.notification(model.put("object " + i, "hello")))
                .toList()));
  }

  private static void closeBefore(Call call, FaultyS3Server server) {
    Behaviour close = exchange -> exchange.sendAndCloseAll(exchange.effect());
    var before = BEFORE_IT.get(call);
    if (before == null) {
      assertThat(server.closeIdle()).isEqualTo(POOL);
      return;
    }
    if (call == Call.PUT_LATEST) {
      server.next(before, exchange -> exchange.send(exchange.effect()));
    }
    server.next(before, close);
  }

  private static boolean keepsLatest(Call call) {
    return call == Call.HEAD_LATEST || call == Call.PUT_LATEST;
  }

  /** As they came over the wire; where nothing listened, as the SDK counted them. */
  private static int attempts(Scenario scenario, FaultyS3Server server, Function function) {
    if (scenario.attempts() == 0) {
      return 0;
    }
    if (!server.requests().isEmpty()) {
      return server.requests(scenario.call()).size();
    }
    var cause = function.log().getFirst().get("cause").text();
    var count = Pattern.compile("SDK Attempt Count: (\\d+)").matcher(cause);
    assertThat(count.find()).as(cause).isTrue();
    return Integer.parseInt(count.group(1));
  }

  private static void assertLedgerIsWhole(
      ModelS3 model, List<ObjectEvent> events, boolean keepsLatest) {
    var journal =
        model.keys(ModelS3.LEDGER).stream().filter(key -> key.startsWith("journal/")).toList();
    assertThat(journal)
        .extracting(key -> model.lines(key).getFirst().get("record_id").text())
        .containsExactlyInAnyOrderElementsOf(events.stream().map(RecordId::of).toList());
    if (keepsLatest) {
      for (var event : events) {
        var latest = model.lines(LatestDocumentKey.of(ModelS3.SOURCE, event.key())).getFirst();
        assertThat(latest.get("object_state").text()).isEqualTo("present");
        assertThat(latest.get("version_id").text()).isEqualTo(event.versionId());
      }
    }
  }

  /** The function as production has it, but for where it logs. */
  private static final class Function {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final LedgerHandler handler;

    Function(boolean keepLatest) {
      var settings = ModelS3.settings(ModelS3.OWNER, keepLatest);
      this.handler =
          new LedgerHandler(
              new Ledger(
                  settings,
                  S3ClientFactory.create(settings.region(), settings.concurrency(), 2),
                  Backoff.jittered()),
              new Log(
                  new PrintStream(out, true, StandardCharsets.UTF_8),
                  InstantSource.system(),
                  Log.Level.INFO));
    }

    void deliver(String payload, int millisLeft) throws IOException {
      out.reset();
      try {
        handler.handleRequest(
            TestEvents.stream(payload), answer, TestContext.withTimeLeft(millisLeft));
      } catch (EventsNotRecordedException e) {
        assertThat(log()).anyMatch(line -> line.get("message").isEqualTo("not recorded"));
        return;
      }
      assertThat(log())
          .as("failures, without an error or an answer that tells them")
          .noneMatch(line -> line.get("message").isEqualTo("not recorded") && answer.size() == 0);
    }

    String answer() {
      return answer.toString(StandardCharsets.UTF_8);
    }

    List<JsonValue> log() {
      return out.toString(StandardCharsets.UTF_8).lines().map(TestEvents::json).toList();
    }

    /** What became of the events, counted where there are several. */
    String observed() {
      var counts = new LinkedHashMap<String, Integer>();
      log().forEach(line -> counts.merge(outcome(line), 1, Integer::sum));
      return counts.entrySet().stream()
          .map(entry -> entry.getKey() + (log().size() == 1 ? "" : " × " + entry.getValue()))
          .collect(joining(", "));
    }

    private static String outcome(JsonValue line) {
      return switch (line.get("message").text()) {
        case "recorded" -> "recorded: " + line.get("object_state").text();
        case "not recorded" -> line.get("fault").text();
        default -> line.get("message").text();
      };
    }
  }

  private static String row(Scenario scenario, String observed, int attempts, Time time) {
    return "| %s | %s | %s | %s | %s | %s s | %s |\n"
        .formatted(
            scenario.fault(),
            scenario.call().words,
            scenario.expected(),
            observed,
            attempts == 0 ? "as many as fit" : attempts,
            scenario.seconds(),
            time.words);
  }

  @AfterAll
  static void tableInTheDocumentIsTheOneThatWasObserved() throws IOException {
    if (ROWS.size() < scenarios().count() + BEFORE_IT.size()) {
      return;
    }
    var table =
        BEGIN
            + "| fault | in which call | expected | observed | attempts | time left | time used |\n"
            + "|---|---|---|---|---|---|---|\n"
            + String.join("", ROWS.values())
            + END;
    var document = Files.readString(DOCUMENT);
    var begin = document.indexOf(BEGIN);
    var end = document.indexOf(END, begin) + END.length();
    assertThat(begin).as("the line %s in %s", BEGIN.strip(), DOCUMENT).isNotNegative();
    assertThat(end).as("the line %s in %s", END.strip(), DOCUMENT).isGreaterThan(begin);
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(DOCUMENT, document.substring(0, begin) + table + document.substring(end));
      return;
    }
    assertThat(document.substring(begin, end))
        .as("%s is stale; run: ./mvnw test -Dtest=FaultInjectionTest -Dupdate.docs=true", DOCUMENT)
        .isEqualTo(table);
  }
}
