package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.LambdaDestinationEvent;
import com.amazonaws.services.lambda.runtime.events.S3BatchEvent;
import com.amazonaws.services.lambda.runtime.events.S3BatchEventV2;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import objectledger.json.JsonValue;
import org.joda.time.DateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves that AWS's own classes, read with AWS's own serializer, and this reader take the same from
 * every recorded payload that those classes model, in every field that both have.
 */
class DifferentialTest {

  static Stream<String> notifications() {
    // One has no object and one a sequencer that is no number: PayloadsTest has them refused.
    return PayloadsTest.files("s3-")
        .filter(
            name ->
                !List.of(
                        "s3-intelligent-tiering-get-object.json",
                        "s3-put-sample-2.0.json",
                        "s3-test-event.json")
                    .contains(name));
  }

  @ParameterizedTest
  @MethodSource("notifications")
  void notificationIsReadAsAwsReadsIt(String name) {
    assertSameNotification(TestEvents.recorded(name));
  }

  static Stream<String> queues() {
    return PayloadsTest.files("sqs-");
  }

  @ParameterizedTest
  @MethodSource("queues")
  void queueIsReadAsAwsReadsIt(String name) {
    var theirs = pojo(SQSEvent.class, TestEvents.recorded(name)).getRecords();

    var ours = ((Payload.SqsBatch) payload(name)).messages();

    assertThat(ours).hasSameSizeAs(theirs);
    for (var i = 0; i < ours.size(); i++) {
      assertThat(ours.get(i).id()).isEqualTo(theirs.get(i).getMessageId());
      assertThat(ours.get(i).body().text()).isEqualTo(theirs.get(i).getBody());
      if (theirs.get(i).getBody().contains("\"aws:s3\"")
          && theirs.get(i).getBody().startsWith("{\"Records\"")) {
        assertSameNotification(theirs.get(i).getBody());
      }
    }
  }

  static Stream<String> topics() {
    return PayloadsTest.files("sns-");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void topicIsReadAsAwsReadsIt(String name) {
    var theirs = pojo(SNSEvent.class, TestEvents.recorded(name)).getRecords();

    for (var i = 0; i < theirs.size(); i++) {
      var message = TestEvents.json(TestEvents.recorded(name)).get("Records").items().get(i);
      assertThat(message.get("Sns").get("Message").text())
          .isEqualTo(theirs.get(i).getSNS().getMessage());
      if (name.equals("sns-s3.json")) {
        assertSameNotification(theirs.get(i).getSNS().getMessage());
      }
    }
  }

  static Stream<String> failures() {
    return PayloadsTest.files("lambda-");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void envelopeOfADestinationIsReadAsAwsReadsIt(String name) {
    var theirs = pojo(LambdaDestinationEvent.class, TestEvents.recorded(name));

    var ours = TestEvents.json(TestEvents.recorded(name)).get("requestPayload");

    assertSame(ours.value(), theirs.getRequestPayload());
  }

  static Stream<String> rules() {
    return PayloadsTest.files("eventbridge-");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eventOfEventBridgeIsReadAsAwsReadsIt(String name) {
    var theirs = pojo(ScheduledEvent.class, TestEvents.recorded(name));

    var ours = TestEvents.event(TestEvents.recorded(name));

    var detail = theirs.getDetail();
    var object = (Map<?, ?>) detail.get("object");
    assertThat(theirs.getSource()).isEqualTo("aws.s3");
    assertThat(ours.region()).isEqualTo(theirs.getRegion());
    assertThat(ours.time()).isEqualTo(instant(theirs.getTime()));
    assertThat(ours.bucket()).isEqualTo(((Map<?, ?>) detail.get("bucket")).get("name"));
    assertThat(ours.key()).isEqualTo(object.get("key"));
    assertThat(ours.versionId()).isEqualTo(text(object.get("version-id")));
    assertThat(ours.sequencer()).isEqualTo(text(object.get("sequencer")));
    assertThat(ours.eTag()).isEqualTo(text(object.get("etag")));
    assertThat(ours.size()).isEqualTo(size((Number) object.get("size")));
    assertThat(ours.requester()).isEqualTo(text(detail.get("requester")));
    assertThat(ours.sourceIpAddress()).isEqualTo(text(detail.get("source-ip-address")));
    assertThat(ours.requestId()).isEqualTo(text(detail.get("request-id")));
  }

  static Stream<String> jobs() {
    return PayloadsTest.files("batch-operations-");
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void jobIsReadAsAwsReadsIt(String name) {
    var json = TestEvents.recorded(name);
    var ours = (Payload.BatchJob) payload(name);

    if (ours.schemaVersion().equals("1.0")) {
      var theirs = pojo(S3BatchEvent.class, json);
      assertThat(ours.invocationId()).isEqualTo(theirs.getInvocationId());
      assertThat(ours.tasks()).hasSameSizeAs(theirs.getTasks());
      for (var i = 0; i < ours.tasks().size(); i++) {
        var task = theirs.getTasks().get(i);
        var bucket = task.getS3BucketArn().replaceFirst(".*:", "");
        assertSameTask(
            ours.tasks().get(i), task.getTaskId(), bucket, task.getS3Key(), task.getS3VersionId());
      }
    } else {
      var theirs = pojo(S3BatchEventV2.class, json);
      assertThat(ours.invocationId()).isEqualTo(theirs.getInvocationId());
      assertThat(ours.tasks()).hasSameSizeAs(theirs.getTasks());
      for (var i = 0; i < ours.tasks().size(); i++) {
        var task = theirs.getTasks().get(i);
        assertSameTask(
            ours.tasks().get(i),
            task.getTaskId(),
            task.getS3Bucket(),
            task.getS3Key(),
            task.getS3VersionId());
      }
    }
  }

  private static void assertSameTask(
      JsonValue json, String id, String bucket, String key, String versionId) {
    var ours = BatchJobTask.read(json);
    assertThat(ours.id()).isEqualTo(id);
    assertThat(ours.bucket()).isEqualTo(bucket);
    assertThat(json.get("s3Key").text()).isEqualTo(key);
    assertThat(ours.versionId()).isEqualTo(text(versionId));
  }

  private static void assertSameNotification(String json) {
    var theirs = pojo(S3Event.class, json).getRecords();
    var ours = TestEvents.json(json).get("Records").items();

    assertThat(ours).hasSameSizeAs(theirs);
    for (var i = 0; i < ours.size(); i++) {
      assertSameRecord(EventReader.read(ours.get(i)), theirs.get(i));
      assertSameSize(ours.get(i), theirs.get(i).getS3().getObject().getSizeAsLong());
    }
  }

  private static void assertSameRecord(ObjectEvent ours, S3EventNotificationRecord theirs) {
    var object = theirs.getS3().getObject();
    assertThat(ours.name()).isEqualTo(theirs.getEventName().replaceFirst("^s3:", ""));
    assertThat(ours.time().truncatedTo(ChronoUnit.MILLIS))
        .isEqualTo(instant(theirs.getEventTime()));
    assertThat(ours.region()).isEqualTo(text(theirs.getAwsRegion()));
    assertThat(ours.requester())
        .isEqualTo(
            theirs.getUserIdentity() == null
                ? ""
                : text(theirs.getUserIdentity().getPrincipalId()));
    assertThat(ours.sourceIpAddress())
        .isEqualTo(
            theirs.getRequestParameters() == null
                ? ""
                : text(theirs.getRequestParameters().getSourceIPAddress()));
    assertThat(ours.requestId())
        .isEqualTo(
            theirs.getResponseElements() == null
                ? ""
                : text(theirs.getResponseElements().getxAmzRequestId()));
    assertThat(ours.bucket()).isEqualTo(theirs.getS3().getBucket().getName());
    assertThat(ours.key()).isEqualTo(object.getUrlDecodedKey());
    assertThat(ours.versionId()).isEqualTo(text(object.getVersionId()));
    assertThat(ours.sequencer()).isEqualTo(text(object.getSequencer()));
    assertThat(ours.eTag()).isEqualTo(text(object.geteTag()));
  }

  /** Where there is no size, as for a deletion, their serializer makes it 0 bytes. */
  private static void assertSameSize(JsonValue record, Long theirs) {
    var isGiven = !record.get("s3").get("object").get("size").isAbsent();
    var ours = EventReader.read(record).size();

    assertThat(ours).isEqualTo(isGiven ? theirs : ObjectEvent.UNKNOWN_SIZE);
    if (!isGiven) {
      assertThat(theirs == null || theirs == 0).isTrue();
    }
  }

  /** Their numbers are of whatever type was large enough. */
  private static void assertSame(Object ours, Object theirs) {
    switch (theirs) {
      case Map<?, ?> members -> {
        assertThat((Map<?, ?>) ours).hasSameSizeAs(members);
        members.forEach((name, value) -> assertSame(((Map<?, ?>) ours).get(name), value));
      }
      case List<?> elements -> {
        assertThat((List<?>) ours).hasSameSizeAs(elements);
        for (var i = 0; i < elements.size(); i++) {
          assertSame(((List<?>) ours).get(i), elements.get(i));
        }
      }
      case Number number -> assertThat(ours).isEqualTo(number.longValue());
      case null, default -> assertThat(ours).isEqualTo(theirs);
    }
  }

  private static <T> T pojo(Class<T> type, String json) {
    return LambdaEventSerializers.serializerFor(type, type.getClassLoader()).fromJson(json);
  }

  private static Payload payload(String name) {
    return Payload.of(TestEvents.json(TestEvents.recorded(name)));
  }

  private static String text(Object value) {
    return Objects.requireNonNullElse(value, "").toString();
  }

  private static long size(Number size) {
    return size == null ? ObjectEvent.UNKNOWN_SIZE : size.longValue();
  }

  private static Instant instant(DateTime time) {
    return Instant.ofEpochMilli(time.getMillis());
  }
}
