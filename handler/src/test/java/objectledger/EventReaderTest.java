package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import objectledger.json.InvalidInputException;
import org.junit.jupiter.api.Test;

/** Proves that an event is read to the letter, and a broken one refused with the place named. */
class EventReaderTest {
  private static final ObjectEvent EVENT =
      new ObjectEvent(
          "ObjectCreated:Put",
          Instant.parse("2026-01-31T12:00:00.123Z"),
          "bucket",
          "a+b c/é",
          "v1",
          "0055AED6DCD90281E5",
          5_000_000_000L,
          "etag",
          "eu-west-1",
          "AWS:AIDAEXAMPLE",
          "192.0.2.1",
          "C3D13FE58DE4C810",
          Map.of());
  private static final String RECORD = TestEvents.record(EVENT);

  @Test
  void everyFactIsRead() {
    assertThat(TestEvents.event(RECORD)).isEqualTo(EVENT);
  }

  @Test
  void eventHasOneIdentityWhicheverWayItCame() {
    for (var name : TestEvents.eventBridgeNames()) {
      var event = TestEvents.named(EVENT, name);

      var bridged = TestEvents.event(TestEvents.eventBridge(event));

      assertThat(RecordId.of(bridged)).isEqualTo(RecordId.of(event));
      assertThat(bridged.name()).isEqualTo(name);
      assertThat(bridged.key()).isEqualTo("a+b c/é");
      assertThat(bridged.size()).isEqualTo(5_000_000_000L);
    }
  }

  @Test
  void unknownFieldsAreIgnoredAndOptionalOnesMayBeAbsent() {
    var event =
        TestEvents.event(
            """
            {"eventVersion":"2.99","eventSource":"aws:s3","new":[{"x":1e300}],
             "eventTime":"2026-01-31T12:00:00Z","eventName":"s3:ObjectCreated:Put",
             "s3":{"bucket":{"name":"b"},"object":{"key":"k","size":null,"future":{}}}}""");

    assertThat(event.name()).isEqualTo("ObjectCreated:Put");
    assertThat(event.size()).isEqualTo(ObjectEvent.UNKNOWN_SIZE);
    assertThat(event.versionId()).isEmpty();
    assertThat(event.requester()).isEmpty();
  }

  @Test
  void emptyObjectHasTheSizeZero() {
    var empty = RECORD.replace("\"size\":5000000000", "\"size\":0");

    assertThat(TestEvents.event(empty).size()).isZero();
  }

  @Test
  void wrongTypesAreRefusedByPlace() {
    refused("\"size\":5000000000", "\"size\":\"big\"", "s3.object.size is a string");
    refused("\"size\":5000000000", "\"size\":-1", "s3.object.size is the number -1");
    refused("\"size\":5000000000", "\"size\":99999999999999999999", "s3.object.size");
    refused("\"size\":5000000000", "\"size\":1.5", "s3.object.size is the number 1.5");
    refused("\"key\":\"a%2Bb+c%2F%C3%A9\"", "\"key\":null", "s3.object.key is missing");
    refused("\"key\":\"a%2Bb+c%2F%C3%A9\"", "\"key\":{}", "s3.object.key is an object");
    refused("\"key\":\"a%2Bb+c%2F%C3%A9\"", "\"key\":\"\"", "needs a bucket, a key and a name");
    refused("\"name\":\"bucket\"", "\"name\":[]", "s3.bucket.name is an array");
    refused("2026-01-31T12:00:00.123Z", "yesterday", "eventTime is not a time");
  }

  private static void refused(String part, String instead, String reason) {
    assertThat(RECORD).contains(part);
    assertThatThrownBy(() -> TestEvents.event(RECORD.replace(part, instead)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(reason);
  }
}
