package objectledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;

/** Payloads for tests: recorded ones from the resources, and ones in S3's shape made to measure. */
public final class TestEvents {
  private TestEvents() {}

  /** A recorded payload of the folder {@code payloads}. */
  public static String recorded(String name) {
    try (var in = TestEvents.class.getResourceAsStream("/payloads/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  public static JsonValue json(String text) {
    try {
      return JsonValue.read(stream(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectEvent event(String json) {
    return EventReader.read(json(json));
  }

  /** A notification of such events, as S3 sends it to a function. */
  public static String notification(ObjectEvent... events) {
    return notificationOf(Arrays.stream(events).map(TestEvents::record).toArray(String[]::new));
  }

  /** A notification of such elements of {@code Records}. */
  public static String notificationOf(String... records) {
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  /** One element of {@code Records} as S3 writes it: the key is form-encoded. */
  public static String record(ObjectEvent event) {
    return """
        {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"%s","eventTime":"%s",\
        "eventName":"%s","userIdentity":{"principalId":"%s"},\
        "requestParameters":{"sourceIPAddress":"%s"},\
        "responseElements":{"x-amz-request-id":"%s","x-amz-id-2":"FMyUVURIY8"},\
        "s3":{"s3SchemaVersion":"1.0","configurationId":"object-ledger",\
        "bucket":{"name":"%s","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},\
        "arn":"arn:aws:s3:::%s"},"object":{"key":"%s"%s%s%s}}}"""
        .formatted(
            event.region(),
            event.time(),
            event.name(),
            event.requester(),
            event.sourceIpAddress(),
            event.requestId(),
            event.bucket(),
            event.bucket(),
            URLEncoder.encode(event.key(), StandardCharsets.UTF_8),
            sizeAndETag(event, "eTag"),
            optional("versionId", event.versionId()),
            optional("sequencer", event.sequencer()));
  }

  /** The same event as EventBridge tells it: the key as it is, the sequencer without its zeros. */
  public static String eventBridge(ObjectEvent event) {
    return """
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"%s",\
        "source":"aws.s3","account":"123456789012","time":"%s","region":"%s",\
        "resources":["arn:aws:s3:::%s"],"detail":{"version":"0","bucket":{"name":"%s"},\
        "object":{"key":%s%s%s%s},"request-id":"%s","requester":"123456789012",\
        "source-ip-address":"%s"%s}}"""
        .formatted(
            DETAIL_TYPES.get(event.name()).get(0),
            event.time().truncatedTo(ChronoUnit.SECONDS),
            event.region(),
            event.bucket(),
            event.bucket(),
            quoted(event.key()),
            sizeAndETag(event, "etag"),
            optional("version-id", event.versionId()),
            optional("sequencer", event.sequencer().replaceFirst("^00", "")),
            event.requestId(),
            event.sourceIpAddress(),
            DETAIL_TYPES.get(event.name()).get(1));
  }

  private static final Map<String, List<String>> DETAIL_TYPES =
      Map.of(
          "ObjectCreated:Put",
          List.of("Object Created", ",\"reason\":\"PutObject\""),
          "ObjectCreated:Copy",
          List.of("Object Created", ",\"reason\":\"CopyObject\""),
          "ObjectTagging:Put",
          List.of("Object Tags Added", ""),
          "ObjectRemoved:Delete",
          List.of(
              "Object Deleted",
              ",\"reason\":\"DeleteObject\",\"deletion-type\":\"Permanently Deleted\""),
          "ObjectRemoved:DeleteMarkerCreated",
          List.of(
              "Object Deleted",
              ",\"reason\":\"DeleteObject\",\"deletion-type\":\"Delete Marker Created\""));

  /** A batch of SQS messages with such bodies; the ids are their numbers. */
  public static String batch(List<String> bodies) {
    var records = new StringJoiner(",", "{\"Records\":[", "]}");
    for (var i = 0; i < bodies.size(); i++) {
      records.add(
          """
          {"messageId":"%s","receiptHandle":"r","body":%s,"attributes":{},\
          "messageAttributes":{},"md5OfBody":"","eventSource":"aws:sqs",\
          "eventSourceARN":"arn:aws:sqs:eu-west-1:123456789012:q","awsRegion":"eu-west-1"}"""
              .formatted(i, quoted(bodies.get(i))));
    }
    return records.toString();
  }

  /** What Lambda sends to the failure queue: the payload, and what the function said of it. */
  public static String envelope(String payload, String errorMessage) {
    return """
        {"version":"1.0","timestamp":"2026-01-31T12:05:00.000Z","requestContext":{\
        "requestId":"e3b42956-4a20-4222-9e95-74be136528d6","functionArn":"arn","condition":\
        "RetriesExhausted","approximateInvokeCount":3},"requestPayload":%s,"responseContext":{\
        "statusCode":200,"executedVersion":"7","functionError":"Unhandled"},\
        "responsePayload":{"errorMessage":%s,"errorType":"objectledger.EventsNotRecordedException"}}"""
        .formatted(payload, quoted(errorMessage));
  }

  /** A text as JSON. */
  private static String quoted(String text) {
    return new String(JsonWriter.toLine(Map.of("k", text)), StandardCharsets.UTF_8)
        .replaceAll("^\\{\"k\":|\\}\n$", "");
  }

  /** The names of the events that {@link #eventBridge} can tell. */
  static Set<String> eventBridgeNames() {
    return DETAIL_TYPES.keySet();
  }

  /** The same event with another name. */
  static ObjectEvent named(ObjectEvent e, String name) {
    return new ObjectEvent(
        name,
        e.time(),
        e.bucket(),
        e.key(),
        e.versionId(),
        e.sequencer(),
        e.size(),
        e.eTag(),
        e.region(),
        e.requester(),
        e.sourceIpAddress(),
        e.requestId(),
        Map.of());
  }

  /** The same event at another time. */
  public static ObjectEvent at(ObjectEvent e, Instant time) {
    return new ObjectEvent(
        e.name(),
        time,
        e.bucket(),
        e.key(),
        e.versionId(),
        e.sequencer(),
        e.size(),
        e.eTag(),
        e.region(),
        e.requester(),
        e.sourceIpAddress(),
        e.requestId(),
        Map.of());
  }

  private static String sizeAndETag(ObjectEvent event, String eTag) {
    return event.size() == ObjectEvent.UNKNOWN_SIZE
        ? ""
        : ",\"size\":" + event.size() + optional(eTag, event.eTag());
  }

  private static String optional(String name, String value) {
    return value.isEmpty() ? "" : ",\"%s\":\"%s\"".formatted(name, value);
  }

  /** The members of one JSON object, for comparison. */
  public static Map<String, Object> members(JsonValue line) {
    var members = new LinkedHashMap<String, Object>();
    line.names().forEach(name -> members.put(name, line.get(name).value()));
    return members;
  }
}
