package objectledger.workflow;

import static objectledger.FakeReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import objectledger.FakeReceiver;
import objectledger.FakeReceiver.Behaviour;
import objectledger.ModelS3;
import objectledger.ObjectEvent;
import objectledger.RecordId;
import objectledger.S3Stub;
import objectledger.TestContext;
import objectledger.TestEvents;
import objectledger.TestFunction;
import objectledger.aws.WriteConflictException;
import objectledger.json.JsonValue;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.Log;
import objectledger.parameters.ParameterProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Proves, over real HTTP, what the workflow is sent and what becomes of each answer: one call for
 * an event however often it is delivered, and a failure that a redrive mends with one call.
 */
class WorkflowInvokerTest {
  private static final String KEY = "events/day=1/_SUCCESS";

  private final ModelS3 s3 = new ModelS3(ModelS3.Versioning.ENABLED);
  private final FakeReceiver receiver = new FakeReceiver();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private String secret = "{\"WORKFLOW_TOKEN\":\"token-1\"}";
  private int reads;
  private RequestStreamHandler handler = handler(receiver.url(), "WORKFLOW_TOKEN", 5);

  private RequestStreamHandler handler(URI url, String token, int timeoutSeconds) {
    var workflow =
        new WorkflowSettings(
            url,
            new KeyMatch("events/", "/_SUCCESS", "", List.of()),
            new BodyTemplate("{\"parameters\":\"--var datapath={{folder_uri}}\"}"),
            token.isEmpty() ? List.of() : List.of(RequestHeader.bearer(token)),
            Duration.ofSeconds(timeoutSeconds));
    return handler(workflow);
  }

  private RequestStreamHandler handler(WorkflowSettings workflow) {
    var parameters =
        new ParameterProvider(
            Map.of(),
            "object-ledger/test",
            Duration.ofMinutes(5),
            deadline -> {
              reads++;
              return secret;
            },
            InstantSource.system());
    var call =
        new WorkflowInvoker(
            workflow,
            new CallClaims(ModelS3.ledger(s3), Backoff.jittered(), InstantSource.system()),
            parameters,
            Backoff.jittered(),
            InstantSource.system());
    return TestFunction.withWorkflow(
        s3,
        call,
        new Log(
            new PrintStream(logged, true, StandardCharsets.UTF_8),
            InstantSource.system(),
            Log.Level.INFO));
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private void deliver(String payload) throws IOException {
    deliver(payload, 20_000);
  }

  private String deliver(String payload, int millis) throws IOException {
    var answer = new ByteArrayOutputStream();
    handler.handleRequest(TestEvents.stream(payload), answer, TestContext.withTimeLeft(millis));
    return answer.toString(StandardCharsets.UTF_8);
  }

  private String created() {
    return TestEvents.notification(s3.put(KEY, ""));
  }

  private List<JsonValue> markers() {
    return s3.keys(ModelS3.LEDGER).stream()
        .filter(key -> key.startsWith("workflow/"))
        .map(key -> s3.lines(key).getFirst())
        .toList();
  }

  private List<String> tokens() {
    return receiver.requests().stream().map(r -> r.headers().get("authorization")).toList();
  }

  @Test
  void createdObjectThatMattersIsCalledForOnce() throws IOException {
    var event = s3.put(KEY, "");

    deliver(TestEvents.notification(event));

    assertThat(receiver.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo("POST");
              assertThat(request.target()).isEqualTo("/run?flow=7");
              assertThat(request.body())
                  .isEqualTo("{\"parameters\":\"--var datapath=s3://source-bucket/events/day=1\"}");
              assertThat(request.headers())
                  .containsEntry("authorization", "Bearer token-1")
                  .containsEntry("idempotency-key", RecordId.of(event))
                  .containsEntry("content-type", "application/json")
                  .containsEntry("user-agent", "object-ledger");
            });
    assertThat(markers())
        .singleElement()
        .satisfies(
            marker -> {
              assertThat(marker.get("state").text()).isEqualTo("answered");
              assertThat(marker.get("status").value()).isEqualTo(200L);
            });
  }

  @Test
  void otherObjectsAreNotCalledForAndNoSecretIsRead() throws IOException {
    deliver(TestEvents.notification(s3.put("events/day=1/part-0", "x")));
    deliver(TestEvents.notification(s3.put("other/_SUCCESS", "x")));
    deliver(TestEvents.notification(s3.delete("other/_SUCCESS").orElseThrow()));

    assertThat(receiver.requests()).isEmpty();
    assertThat(markers()).isEmpty();
    assertThat(reads).isZero();
  }

  @Test
  void callFollowsTheRecordThatIsInTheJournal() throws IOException {
    var inJournal = new ArrayList<String>();
    receiver.next(
        exchange -> {
          inJournal.addAll(s3.keys(ModelS3.LEDGER));
          status(204, "").answer(exchange);
        });

    deliver(created());

    assertThat(inJournal).anyMatch(key -> key.startsWith("journal/"));
    assertThat(markers().getFirst().get("status").value()).isEqualTo(204L);
  }

  @Test
  void fiveDeliveriesOneAfterTheOtherAreOneCall() throws IOException {
    var payload = created();

    for (var i = 0; i < 5; i++) {
      deliver(payload);
    }

    assertThat(receiver.requests()).hasSize(1);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void fiveDeliveriesInOneBatchAreOneCall() throws IOException {
    deliver(TestEvents.batch(Collections.nCopies(5, created())));

    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void fiveDeliveriesAtOnceAreOneCall() throws Exception {
    var payload = created();
    receiver.always(
        exchange -> {
          Thread.sleep(300);
          status(200, "").answer(exchange);
        });

    try (var threads = Executors.newFixedThreadPool(5)) {
      var results = threads.invokeAll(Collections.nCopies(5, () -> deliver(payload, 20_000)));
      for (var result : results) {
        result.get();
      }
    }

    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void claimOfAFunctionThatDiedRunsOut() throws IOException {
    var event = s3.put(KEY, "");
    var record = TestFunction.created(event);
    var dead =
        new CallClaims(ModelS3.ledger(s3), Backoff.jittered(), InstantSource.system())
            .claim(record, new Deadline(() -> 1_200));
    assertThat(dead).isPresent();

    deliver(TestEvents.notification(event));

    assertThat(receiver.requests()).hasSize(1);
    assertThat(markers().getFirst().get("state").text()).isEqualTo("answered");
  }

  @Test
  void slowHolderOfAClaimThatRanOutDoesNotOverwriteTheOther() {
    var record = TestFunction.created(s3.put(KEY, ""));
    var start = Instant.parse("2026-01-31T12:00:00Z");
    var deadline = new Deadline(() -> 10_500);
    var slow =
        new CallClaims(ModelS3.ledger(s3), (tries, left) -> {}, InstantSource.fixed(start))
            .claim(record, deadline)
            .orElseThrow();
    var later = InstantSource.fixed(start.plusSeconds(11));
    var other = new CallClaims(ModelS3.ledger(s3), (tries, left) -> {}, later);
    var claim = other.claim(record, deadline).orElseThrow();

    other.release(slow, false, deadline);
    other.complete(claim, 202, deadline);
    other.release(slow, false, deadline);

    assertThat(other.claim(record, deadline)).isEmpty();
    assertThat(markers().getFirst().get("status").value()).isEqualTo(202L);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void passingTroubleIsTriedAgain(int answer) throws IOException {
    receiver.next(status(answer, "busy"), status(answer, "busy"));

    deliver(created());

    assertThat(receiver.requests()).hasSize(3);
    assertThat(markers().getFirst().get("state").text()).isEqualTo("answered");
  }

  @Test
  void lastingTroubleIsAFailureAndARedriveCallsOnce() throws IOException {
    var payload = created();
    receiver.always(status(503, "down for repair"));

    assertThatThrownBy(() -> deliver(payload))
        .isInstanceOf(TestFunction.NOT_RECORDED)
        .hasMessageContaining("RETRY: it is recorded, but the workflow answered 503")
        .hasMessageContaining("down for repair");
    assertThat(receiver.requests()).hasSize(4);
    assertThat(markers().getFirst().get("state").text()).isEqualTo("failed");

    receiver.always(status(200, ""));
    deliver(payload);
    deliver(payload);

    assertThat(receiver.requests()).hasSize(5);
    assertThat(s3.keys(ModelS3.LEDGER)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "400, PERMANENT",
    "404, PERMANENT",
    "422, PERMANENT",
    "401, FORBIDDEN",
    "403, FORBIDDEN"
  })
  void refusalIsNotTriedAgainAndSaysWhatWasAnswered(int answer, String fault) {
    receiver.always(status(answer, "no \"such\" flow\n"));

    assertThatThrownBy(() -> deliver(created()))
        .hasMessageContaining(fault + ": it is recorded, but the workflow answered " + answer)
        .satisfies(
            e ->
                // What refuses a token may repeat it, in a form that nobody expects.
                assertThat(e.getMessage().contains("such")).isEqualTo(fault.equals("PERMANENT")));
    assertThat(receiver.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int answer) {
    receiver.always(status(answer, "", "Location", receiver.url().resolve("/other").toString()));

    assertThatThrownBy(() -> deliver(created()))
        .hasMessageContaining("PERMANENT: it is recorded, but the workflow answered " + answer);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void longAnswerIsReadAndShownInPart() {
    Behaviour endless =
        exchange -> {
          exchange.sendResponseHeaders(400, 0);
          var megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
          for (var i = 0; i < 1_000; i++) {
            exchange.getResponseBody().write(megabyte);
          }
        };
    receiver.always(endless);
    var start = System.nanoTime();

    assertThatThrownBy(() -> deliver(created()))
        .hasMessageContaining("answered 400: " + "x".repeat(300) + "…")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(700));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void retryAfterIsHonoured() throws IOException {
    var soon = Instant.now().plusSeconds(2).atOffset(ZoneOffset.UTC);
    receiver.next(
        status(429, "", "Retry-After", "1"),
        status(503, "", "Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(soon)));
    var start = System.nanoTime();

    deliver(created());

    assertThat(receiver.requests()).hasSize(3);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void retryAfterBeyondTheTimeLeftEndsTheTry() {
    receiver.always(status(429, "", "Retry-After", "3600"));
    var start = System.nanoTime();

    assertThatThrownBy(() -> deliver(created())).hasMessageContaining("RETRY: it is recorded");
    assertThat(receiver.requests()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void rotatedTokenIsReadAgainAndTheCallGoesThrough() throws IOException {
    deliver(created());
    secret = "{\"WORKFLOW_TOKEN\":\"token-2\"}";
    receiver.next(status(401, "expired"));

    deliver(created());

    assertThat(tokens()).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void tokenThatWasRefusedIsNotShownEither() {
    receiver.next(
        exchange -> {
          secret = "{\"WORKFLOW_TOKEN\":\"token-2\"}";
          status(401, "").answer(exchange);
        },
        status(400, "not token-1, nor token-2"));

    assertThatThrownBy(() -> deliver(created()))
        .hasMessageContaining("answered 400: not [secret], nor [secret]");
  }

  @Test
  void callWithoutATokenHasNone() throws IOException {
    handler = handler(receiver.url(), "", 5);

    deliver(created());

    assertThat(receiver.requests().getFirst().headers()).doesNotContainKey("authorization");
    assertThat(reads).isZero();
  }

  @Test
  void silentReceiverIsGivenUpInTime() {
    handler = handler(receiver.url(), "", 30);
    receiver.always(exchange -> Thread.sleep(20_000));
    var start = System.nanoTime();

    assertThatThrownBy(() -> deliver(created(), 3_000))
        .hasMessageContaining("RETRY: it is recorded, but the workflow did not answer");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(markers().getFirst().get("state").text()).isEqualTo("failed");
  }

  @Test
  void receiverThatIsNotThereIsAFailure() {
    var url = receiver.url();
    receiver.close();
    handler = handler(url, "", 5);

    assertThatThrownBy(() -> deliver(created()))
        .hasMessageContaining("the workflow did not answer")
        .hasMessageContaining("ConnectException");
  }

  /** Sends the head of an answer and a part of its body, and then nothing more. */
  private static Behaviour stallingBody(int answer, String... headers) {
    return exchange -> {
      for (var i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(answer, 1_000);
      exchange.getResponseBody().write("half of".getBytes(StandardCharsets.US_ASCII));
      exchange.getResponseBody().flush();
      Thread.sleep(20_000);
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202})
  void successWhoseBodyStallsIsASuccessAtOnce(int answer) throws IOException {
    receiver.always(stallingBody(answer));
    var start = System.nanoTime();

    deliver(created());

    assertThat(receiver.requests()).hasSize(1);
    assertThat(markers().getFirst().get("status").value()).isEqualTo((long) answer);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void refusalWhoseBodyStallsIsOneRefusal() {
    receiver.always(stallingBody(422));

    assertThatThrownBy(() -> deliver(created())).hasMessageContaining("PERMANENT: ");
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void retryAfterOfAnAnswerWhoseBodyStallsIsHonoured() throws IOException {
    receiver.next(stallingBody(503, "Retry-After", "1"));
    var start = System.nanoTime();

    deliver(created());

    assertThat(receiver.requests()).hasSize(2);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
  }

  @Test
  void conflictOnTheFirstRequestOfAnEventIsAFailure() {
    receiver.always(status(409, "another run is under way"));
    var payload = created();

    for (var deliveries = 1; deliveries <= 3; deliveries++) {
      assertThatThrownBy(() -> deliver(payload))
          .hasMessageContaining("PERMANENT: it is recorded, but the workflow answered 409");
      assertThat(receiver.requests()).hasSize(deliveries);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 504})
  void conflictAfterAProxyLostTheAnswerIsASuccess(int proxy) throws IOException {
    receiver.next(status(proxy, ""), status(409, "it is there"));

    deliver(created());

    assertThat(receiver.requests()).hasSize(2);
    assertThat(markers().getFirst().get("status").value()).isEqualTo(409L);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 408})
  void conflictAfterAnAnswerOfTheReceiverItselfIsAFailure(int own) {
    receiver.next(status(own, ""), status(409, "another run"));

    assertThatThrownBy(() -> deliver(created())).hasMessageContaining("answered 409");
  }

  @Test
  void conflictAfterALostAnswerIsASuccess() throws IOException {
    receiver.next(HttpExchange::close, status(409, "it is there"));

    deliver(created());

    assertThat(receiver.requests()).hasSize(2);
    assertThat(markers().getFirst().get("state").text()).isEqualTo("answered");
  }

  @Test
  void conflictInALaterDeliveryIsASuccessWhereAnEarlierOneLostItsAnswer() throws IOException {
    var payload = created();
    receiver.always(HttpExchange::close);
    assertThatThrownBy(() -> deliver(payload)).hasMessageContaining("did not answer");
    assertThat(markers().getFirst().get("may_have_acted").value()).isEqualTo(true);

    receiver.always(status(422, "for a while it refuses everything"));
    assertThatThrownBy(() -> deliver(payload)).hasMessageContaining("answered 422");
    receiver.always(status(409, "it is there"));
    deliver(payload);

    assertThat(markers().getFirst().get("state").text()).isEqualTo("answered");
  }

  @Test
  void conflictIsASuccessAfterAFunctionThatDiedWhileItsRequestWasUnderWay() throws IOException {
    var event = s3.put(KEY, "");
    var dying = marker();
    var claim = dying.claim(recordOf(event), new Deadline(() -> 1_200)).orElseThrow();
    dying.sending(claim, new Deadline(() -> 1_200));
    receiver.always(status(409, "it is there"));

    deliver(TestEvents.notification(event));

    assertThat(receiver.requests()).hasSize(1);
    assertThat(markers().getFirst().get("state").text()).isEqualTo("answered");
  }

  @Test
  void conflictIsAFailureAfterAFunctionThatDiedBeforeItsRequest() {
    var event = s3.put(KEY, "");
    assertThat(marker().claim(recordOf(event), new Deadline(() -> 1_200))).isPresent();
    receiver.always(status(409, "another run"));

    assertThatThrownBy(() -> deliver(TestEvents.notification(event)))
        .hasMessageContaining("answered 409");
  }

  @Test
  void conflictAfterARequestThatWasNotSentIsAFailure() throws IOException {
    var payload = created();
    var nobody = freePort();
    handler = handler(URI.create("http://127.0.0.1:" + nobody + "/"), "", 5);
    assertThatThrownBy(() -> deliver(payload)).hasMessageContaining("ConnectException");
    handler = handler(receiver.url(), "", 5);
    receiver.always(status(409, "another run"));

    assertThatThrownBy(() -> deliver(payload)).hasMessageContaining("answered 409");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void statusOfASlowHolderReplacesTheClaimOfAnother() {
    var record = recordOf(s3.put(KEY, ""));
    var deadline = new Deadline(() -> 10_000);
    var slow = marker().claim(record, new Deadline(() -> 501)).orElseThrow();
    var other = marker().claim(record, deadline).orElseThrow();

    marker().complete(slow, 200, deadline);
    marker().release(other, true, deadline);

    assertThat(marker().claim(record, deadline)).isEmpty();
  }

  @Test
  void codesThatMeanSuccessAreSettings() throws IOException {
    handler =
        handler(
            new WorkflowSettings(
                receiver.url(),
                new KeyMatch("", "/_SUCCESS", "", List.of()),
                new BodyTemplate("{}"),
                List.of(),
                Duration.ofSeconds(5),
                Set.of(303),
                Set.of(412)));
    receiver.next(status(303, ""));
    deliver(created());
    receiver.next(HttpExchange::close, status(412, ""));
    deliver(created());

    receiver.next(status(200, ""));
    assertThatThrownBy(() -> deliver(created())).hasMessageContaining("answered 200");
    receiver.next(HttpExchange::close, status(409, ""));
    assertThatThrownBy(() -> deliver(created())).hasMessageContaining("answered 409");
  }

  /** Answers 409 to the writes of a marker whose number is given, as S3 does beside another one. */
  private CallClaims busyMarker(int... busy) {
    var writes = new AtomicInteger();
    var busyS3 =
        new S3Stub() {
          @Override
          public HeadObjectResponse headObject(HeadObjectRequest request) {
            return s3.headObject(request);
          }

          @Override
          public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            var number = writes.incrementAndGet();
            if (IntStream.of(busy).anyMatch(b -> b == number)) {
              throw ModelS3.failure(409, "ConditionalRequestConflict");
            }
            return s3.putObject(request, body);
          }
        };
    return new CallClaims(ModelS3.ledger(busyS3), (tries, left) -> {}, InstantSource.system());
  }

  @Test
  void markerThatS3WasTooBusyToWriteIsWrittenAgain() {
    var record = recordOf(s3.put(KEY, ""));
    var deadline = new Deadline(() -> 10_000);
    var marker = busyMarker(1, 3, 5, 6);

    var claim = marker.sending(marker.claim(record, deadline).orElseThrow(), deadline);
    marker.complete(claim, 200, deadline);

    assertThat(markers().getFirst().get("state").text()).isEqualTo("answered");
    assertThat(marker.claim(record, deadline)).isEmpty();
  }

  @Test
  void claimThatS3WasTooBusyToGiveBackIsGivenBack() {
    var record = recordOf(s3.put(KEY, ""));
    var deadline = new Deadline(() -> 10_000);
    var marker = busyMarker(2);

    marker.release(marker.claim(record, deadline).orElseThrow(), false, deadline);

    assertThat(markers().getFirst().get("state").text()).isEqualTo("failed");
    assertThat(marker.claim(record, deadline)).isPresent();
  }

  @Test
  void requestIsNotSentWhereAnotherDeliveryHasClaimedTheCall() {
    var record = recordOf(s3.put(KEY, ""));
    var deadline = new Deadline(() -> 10_000);
    var slow = marker().claim(record, new Deadline(() -> 501)).orElseThrow();
    assertThat(marker().claim(record, deadline)).isPresent();

    assertThatThrownBy(() -> marker().sending(slow, deadline))
        .isInstanceOf(WriteConflictException.class)
        .hasMessageContaining("another delivery has claimed its call");
  }

  private CallClaims marker() {
    return new CallClaims(ModelS3.ledger(s3), Backoff.jittered(), InstantSource.system());
  }

  private static CreatedObject recordOf(ObjectEvent event) {
    return TestFunction.created(event);
  }

  @Test
  void messageOfAQueueWhoseCallFailedIsNamedAndItsNeighboursAreNot() throws IOException {
    receiver.always(status(500, "broken"));
    var other = TestEvents.notification(s3.put("events/part-0", "x"));

    var answer = deliver(TestEvents.batch(List.of(other, created(), other)), 20_000);

    assertThat(TestEvents.json(answer).get("batchItemFailures").items())
        .extracting(item -> item.get("itemIdentifier").text())
        .containsExactly("1");
  }

  @Test
  void missingParameterIsAFailureThatNamesBothPlaces() {
    secret = "{}";

    assertThatThrownBy(() -> deliver(created()))
        .hasMessageContaining("FORBIDDEN: parameter WORKFLOW_TOKEN not found");
    assertThat(receiver.requests()).isEmpty();
  }
}
