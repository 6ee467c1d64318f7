package objectledger;

import java.util.List;
import java.util.stream.Stream;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;

/**
 * The parsed request. Its kind is recognised by its shape alone, so that every trigger uses the
 * same code.
 */
public sealed interface Payload {

  /**
   * Events from S3, EventBridge or SNS. Each is still to be read by {@link EventReader}, so that an
   * unreadable event does not keep the others from being recorded.
   */
  record Events(List<JsonValue> events) implements Payload {}

  /**
   * Messages of an SQS queue. Each contains another payload, and the response names those that
   * failed.
   */
  record SqsBatch(List<SqsMessage> messages) implements Payload {}

  /** One SQS message: its id and its body. */
  record SqsMessage(String id, JsonValue body) {
    /**
     * The events in this message; empty for S3's test event.
     *
     * @throws InvalidInputException if it contains anything else
     */
    List<JsonValue> events() {
      return Payload.events(body.parseText());
    }
  }

  /** Objects that an S3 Batch Operations job wants recorded. */
  record BatchJob(String schemaVersion, String invocationId, List<JsonValue> tasks)
      implements Payload {}

  /** The test event that S3 sends when a notification is configured. */
  record TestEvent(String bucket) implements Payload {}

  /**
   * Recognises the kind of a payload.
   *
   * @throws InvalidInputException if it is none of the supported kinds; the message says what was
   *     found
   */
  static Payload of(JsonValue document) {
    if (document.get("Event").isEqualTo("s3:TestEvent")) {
      return new TestEvent(document.get("Bucket").textOrEmpty());
    }
    // CloudTrail's events about S3 calls have the same source but no object.
    if (document.get("source").isEqualTo("aws.s3")
        && !document.get("detail").get("object").isAbsent()) {
      return new Events(List.of(document));
    }
    // The envelope in which Lambda sends a failed asynchronous invocation to its queue.
    if (!document.get("requestPayload").isAbsent()) {
      return of(document.get("requestPayload"));
    }
    // The body in which SNS sends a message to a queue.
    if (document.get("Type").isEqualTo("Notification")) {
      return of(document.get("Message").parseText());
    }
    if (!document.get("invocationSchemaVersion").isAbsent()) {
      return new BatchJob(
          document.get("invocationSchemaVersion").text(),
          document.get("invocationId").text(),
          document.get("tasks").items());
    }
    // EventBridge Pipes sends a batch as a bare array.
    var records = document.value() instanceof List<?> ? document : document.get("Records");
    return records.isAbsent() ? refuse(document) : ofRecords(records);
  }

  /** SNS spells the member EventSource; all others spell it eventSource. */
  private static Payload ofRecords(JsonValue records) {
    var sources =
        records.items().stream()
            .flatMap(record -> Stream.of(record.get("eventSource"), record.get("EventSource")))
            .filter(source -> !source.isAbsent())
            .map(source -> String.valueOf(source.value()))
            .distinct()
            .toList();
    return switch (sources.size() == 1 ? sources.getFirst() : "") {
      case "aws:s3" -> new Events(records.items());
      case "aws:sqs" ->
          new SqsBatch(
              records.items().stream()
                  .map(record -> new SqsMessage(record.get("messageId").text(), record.get("body")))
                  .toList());
      case "aws:sns" ->
          new Events(
              records.items().stream()
                  .map(record -> record.get("Sns").get("Message").parseText())
                  .flatMap(message -> events(message).stream())
                  .toList());
      default -> throw unsupported("its records come from " + JsonText.quote(sources));
    };
  }

  /**
   * The events inside a message. A batch or a job inside a message is refused, because its response
   * could not be returned.
   */
  private static List<JsonValue> events(JsonValue document) {
    return switch (of(document)) {
      case Events events -> events.events();
      case TestEvent test -> List.of();
      case SqsBatch batch -> throw new InvalidInputException("a message holds a batch of messages");
      case BatchJob job -> throw new InvalidInputException("a message holds a batch job");
    };
  }

  private static Payload refuse(JsonValue document) {
    var names = document.names();
    throw unsupported(
        names.isEmpty()
            ? "it is no JSON object with members"
            : "its members are " + JsonText.quote(names));
  }

  private static InvalidInputException unsupported(String seen) {
    return new InvalidInputException(
        "unsupported payload: expected an S3 event (direct, SQS, SNS, EventBridge) or an S3 Batch"
            + " Operations job, but "
            + seen);
  }
}
