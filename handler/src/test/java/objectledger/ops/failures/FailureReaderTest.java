package objectledger.ops.failures;

import static objectledger.TestEvents.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import objectledger.ModelS3;
import objectledger.ObjectEvent;
import objectledger.TestEvents;
import objectledger.TestFunction;
import objectledger.json.InvalidInputException;
import objectledger.lambda.DeadlineExceededException;
import objectledger.ops.FailedEvent;
import objectledger.ops.TerminalText;
import org.junit.jupiter.api.Test;

/** Proves that every kind of message tells which events it keeps, since when, and why. */
class FailureReaderTest {
  private static final Instant SENT = Instant.parse("2026-01-31T13:00:00Z");
  private static final ModelS3 S3 = new ModelS3(ModelS3.Versioning.ENABLED);

  @Test
  void envelopeOfTheFunctionNamesObjectAndCause() {
    var event = S3.put("a key/é+.txt", "x");
    var said =
        "1 of 1 events not recorded: \"s3://source-bucket/a key/é+.txt\" FORBIDDEN: Access Denied"
            + " (Service: S3, Status Code: 403, Request ID: 4442587FB7D0A2F9, Extended Request ID:"
            + " vlR7PnpV2Ce81l0PRw6jlUpck7Jo5ZsQ) (SDK Attempt Count: 1)";

    var failures = read(message(envelope(TestEvents.notification(event), said)));

    assertThat(failures)
        .containsExactly(
            new FailedEvent(
                "\"s3://source-bucket/a key/é+.txt\"",
                event.time(),
                "FORBIDDEN: Access Denied (Service: S3, Status Code: 403) (SDK Attempt Count: 1)"));
  }

  @Test
  void onlyTheEventsThatFailedAreNamedOfSeveral() {
    var good = S3.put("good", "1");
    var first = S3.put("one; \"two\" RETRY: three", "2");
    var second = S3.put("second", "3");
    var failures =
        TestFunction.notRecorded(
            Map.of(
                "s3://source-bucket/" + first.key(),
                new DeadlineExceededException("time"),
                "s3://source-bucket/second",
                new InvalidInputException("a \"quoted\"; it")),
            3);

    var read = read(message(envelope(TestEvents.notification(good, first, second), failures)));

    assertThat(read)
        .extracting(FailedEvent::object, FailedEvent::cause)
        .containsExactly(
            tuple("\"s3://source-bucket/one; \\\"two\\\" RETRY: three\"", "RETRY: time"),
            tuple("\"s3://source-bucket/second\"", "PERMANENT: a \\\"quoted\\\"; it"));
  }

  @Test
  void eventsBeyondTheTwentyNamedOnesAreListedAllTheSame() {
    var events =
        IntStream.range(0, 25).mapToObj(i -> S3.put("k" + i, "x")).toArray(ObjectEvent[]::new);
    var failed = new LinkedHashMap<String, RuntimeException>();
    for (var event : events) {
      failed.put("s3://source-bucket/" + event.key(), new DeadlineExceededException("time"));
    }

    var read =
        read(
            message(
                envelope(TestEvents.notification(events), TestFunction.notRecorded(failed, 25))));

    assertThat(read).hasSize(25);
    assertThat(read.get(19).cause()).isEqualTo("RETRY: time");
    assertThat(read.get(20).cause()).contains("not named");
  }

  @Test
  void eventThatCannotBeReadIsNamedByItsPlace() {
    var broken = TestEvents.record(S3.put("first.txt", "1")).replace("first.txt", "%zz");
    var said =
        "1 of 1 events not recorded: \"Records[0]\" PERMANENT: the key has a broken %-escape";

    var read = read(message(envelope(TestEvents.notificationOf(broken), said)));

    assertThat(read)
        .containsExactly(
            new FailedEvent("\"Records[0]\"", SENT, "PERMANENT: the key has a broken %-escape"));
  }

  @Test
  void timeOutsOfTheFunctionAreOneCause() {
    var event = S3.put("slow", "1");
    var said =
        List.of(
            "2026-01-31T13:00:01.123Z 8476a536-e9f4-11e8-9739-2dfe598c3fcd Task timed out after"
                + " 60.00 seconds",
            "RequestId: 0e3b4295-4a20-4222-9e95-74be136528d6 Error: Runtime exited");

    var read =
        said.stream()
            .map(text -> read(message(envelope(TestEvents.notification(event), text))).getFirst())
            .toList();

    assertThat(read)
        .extracting(FailedEvent::cause)
        .containsExactly("Task timed out after 60.00 seconds", "Error: Runtime exited");
  }

  @Test
  void eventThatGrewTooOldHasItsConditionForACause() {
    var message = message(TestEvents.recorded("lambda-failure-event-age-exceeded.json"));

    assertThat(FailureReader.causeIn(message))
        .contains("the function did not answer: EventAgeExceeded");
    assertThat(read(message)).hasSize(1);
  }

  @Test
  void deadLetterOfAQueueDoesNotSayItsCause() {
    var event = S3.put("poison", "1");
    var message = message(TestEvents.notification(event));

    assertThat(FailureReader.causeIn(message)).isEmpty();
    assertThat(
            FailureReader.failures(
                message, "\"s3://source-bucket/poison\" RETRY: SlowDown (Status Code: 503)"))
        .containsExactly(
            new FailedEvent(
                "\"s3://source-bucket/poison\"",
                event.time(),
                "RETRY: SlowDown (Status Code: 503)"));
  }

  @Test
  void deadLetterOfEventBridgeSaysItsCauseInItsAttributes() {
    var event = S3.put("k", "1");
    var message =
        new FailureQueue.Message(
            "1",
            "r",
            TestEvents.eventBridge(event),
            SENT,
            Map.of("ERROR_CODE", "NO_PERMISSIONS", "ERROR_MESSAGE", "Not authorized to invoke"));

    assertThat(read(message))
        .extracting(FailedEvent::object, FailedEvent::cause)
        .containsExactly(
            tuple(
                "\"s3://source-bucket/k\"",
                "EventBridge could not deliver it: NO_PERMISSIONS: Not authorized to invoke"));
  }

  @Test
  void messageThatIsNoJsonSaysItselfThatItIsPermanent() {
    for (var body : List.of("no JSON", "", "{\"a\":", "[".repeat(20_000))) {
      assertThat(read(message(body)))
          .singleElement()
          .satisfies(
              failure -> {
                assertThat(failure.isPermanent()).isTrue();
                assertThat(failure.cause()).startsWith("PERMANENT: the message cannot be read: ");
              });
    }
  }

  @Test
  void payloadThatTheFunctionCannotReadIsPermanent() {
    var said = "this is no event of S3";
    var envelope =
        envelope("{\"not\":\"ours\"}", said)
            .replace(
                "objectledger.EventsNotRecordedException", InvalidInputException.class.getName());

    assertThat(read(message(envelope)))
        .containsExactly(new FailedEvent("message 1", SENT, "PERMANENT: " + said));
  }

  @Test
  void messageThatIsNoEventIsListedAllTheSame() {
    for (var body : List.of("no JSON", "{}", "[1]", "{\"requestPayload\":{\"not\":\"ours\"}}")) {
      assertThat(FailureReader.failures(message(body), "some cause"))
          .containsExactly(new FailedEvent("message 1", SENT, "some cause"));
    }
  }

  @Test
  void nothingThatCommandsATerminalIsPrinted() {
    assertThat(TerminalText.of("a\u001b[2J\u0007b\u009bc\u202ed\u2028e\u007f\nf é 日 😀"))
        .isEqualTo("a\\u001b[2J\\u0007b\\u009bc\\u202ed\\u2028e\\u007f\\u000af é 日 😀");
  }

  private static List<FailedEvent> read(FailureQueue.Message message) {
    return FailureReader.failures(message, FailureReader.causeIn(message).orElseThrow());
  }

  private static FailureQueue.Message message(String body) {
    return new FailureQueue.Message("1", "r", body, SENT, Map.of());
  }
}
