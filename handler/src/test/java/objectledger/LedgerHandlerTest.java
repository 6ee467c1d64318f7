package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.lambda.Log;
import org.junit.jupiter.api.Test;

/** Proves that a payload goes in and the right records, answer and log lines come out. */
class LedgerHandlerTest {
  private final ModelS3 s3 = new ModelS3(ModelS3.Versioning.ENABLED);
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final LedgerHandler handler =
      new LedgerHandler(
          new Ledger(ModelS3.settings(ModelS3.OWNER, false), s3, (tries, left) -> {}),
          new Log(
              new PrintStream(logged, true, StandardCharsets.UTF_8),
              InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z")),
              Log.Level.INFO));

  @Test
  void createdObjectIsRecordedOnceUnderItsIdentity() throws IOException {
    var event = s3.put("a key/é+.txt", "hello");

    deliver(TestEvents.notification(event));

    var id = RecordId.of(event);
    assertThat(s3.keys("ledger-bucket"))
        .containsExactly("journal/source=source-bucket/date=2026-01-31/hour=12/" + id + ".json");
    var record = s3.lines(s3.keys("ledger-bucket").get(0)).get(0);
    assertThat(record.get("key").text()).isEqualTo("a key/é+.txt");
    assertThat(record.get("object_state").text()).isEqualTo("present");
  }

  @Test
  void deliveryOfTheSameEventAgainChangesNothing() throws IOException {
    var payload = TestEvents.notification(s3.put("twice.txt", "hello"));
    deliver(payload);
    var before = s3.current("ledger-bucket", s3.keys("ledger-bucket").get(0)).orElseThrow();

    deliver(payload);

    assertThat(s3.keys("ledger-bucket")).hasSize(1);
    assertThat(s3.current("ledger-bucket", s3.keys("ledger-bucket").get(0))).contains(before);
    assertThat(log())
        .extracting(line -> line.get("message").text())
        .containsExactly("recorded", "recorded before");
  }

  @Test
  void objectWithoutTagsCostsTwoRequestsAndOneWithTagsThree() throws IOException {
    deliver(TestEvents.notification(s3.put("plain.txt", "a")));
    deliver(TestEvents.notification(s3.put("tagged.txt", "a", Map.of(), Map.of("stage", "raw"))));

    assertThat(s3.calls())
        .containsExactly("HeadObject", "PutObject", "HeadObject", "GetObjectTagging", "PutObject");
  }

  @Test
  void everyRecordOfANotificationIsRecordedThoughOneCannotBeRead() {
    var first = s3.put("first.txt", "1");
    var second = s3.put("second.txt", "2");
    var broken = TestEvents.record(first).replace("first.txt", "%zz");

    assertThatThrownBy(
            () ->
                deliver(
                    TestEvents.notificationOf(
                        TestEvents.record(first), broken, TestEvents.record(second))))
        .isInstanceOf(EventsNotRecordedException.class)
        .hasMessage(
            "1 of 3 events not recorded: \"Records[1]\" PERMANENT:"
                + " the key has a broken %-escape at character 0");
    assertThat(s3.keys("ledger-bucket")).hasSize(2);
  }

  @Test
  void eventOfAnotherBucketIsRefusedByName() {
    var foreign =
        TestEvents.record(s3.put("x.txt", "1"))
            .replace("\"name\":\"source-bucket\"", "\"name\":\"other\"");

    assertThatThrownBy(() -> deliver(TestEvents.notificationOf(foreign)))
        .hasMessageContaining("\"s3://other/x.txt\" PERMANENT")
        .hasMessageContaining("the function records source-bucket, and not other");
    assertThat(s3.calls()).isEmpty();
  }

  @Test
  void forbiddenIsNeverSwallowed() {
    var other = ModelS3.settings("999999999999", true);
    var stranger =
        new LedgerHandler(
            new Ledger(other, s3, (tries, left) -> {}), Log.toStandardOutput(Log.Level.ERROR));

    assertThatThrownBy(
            () ->
                stranger.handleRequest(
                    TestEvents.stream(TestEvents.notification(s3.put("x.txt", "1"))),
                    null,
                    TestContext.INSTANCE))
        .isInstanceOf(EventsNotRecordedException.class)
        .hasMessageContaining("FORBIDDEN");
  }

  @Test
  void testEventOfS3IsAcceptedAndIgnored() throws IOException {
    deliver("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"source-bucket\"}");

    assertThat(s3.calls()).isEmpty();
    assertThat(log())
        .extracting(line -> line.get("message").text())
        .containsExactly("test event ignored");
  }

  @Test
  void anythingElseIsRefusedWithWhatWasSeen() {
    assertThatThrownBy(() -> deliver("{\"hello\":1,\"wor\\nld\":2}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("its members are \"[hello, wor\\nld]\"");
    assertThat(log())
        .extracting(line -> line.get("message").text(), line -> line.get("fault").text())
        .containsExactly(tuple("not recorded", "PERMANENT"));
    assertThatThrownBy(() -> deliver("{\"Records\":[{\"eventSource\":\"aws:dynamodb\"}]}"))
        .hasMessageContaining("its records come from \"[aws:dynamodb]\"");
    assertThatThrownBy(() -> deliver("{\"Records\":[]}")).hasMessageContaining("from \"[]\"");
    assertThatThrownBy(() -> deliver("[1]")).hasMessageContaining("from \"[]\"");
    assertThatThrownBy(() -> deliver("")).hasMessageContaining("empty");
    assertThatThrownBy(() -> deliver("{\"a\":")).hasMessageContaining("not JSON");
  }

  @Test
  void keyWithALineBreakStaysInsideOneLogLine() throws IOException {
    deliver(TestEvents.notification(s3.put("two\nlines\u2028\"quoted\"", "x")));

    assertThat(logged.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    assertThat(log().get(0).get("key").text()).isEqualTo("two\nlines\u2028\"quoted\"");
  }

  private void deliver(String payload) throws IOException {
    handler.handleRequest(
        TestEvents.stream(payload), new ByteArrayOutputStream(), TestContext.INSTANCE);
  }

  private List<JsonValue> log() {
    return logged.toString(StandardCharsets.UTF_8).lines().map(TestEvents::json).toList();
  }
}
