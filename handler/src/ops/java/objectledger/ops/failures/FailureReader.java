package objectledger.ops.failures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import objectledger.EventReader;
import objectledger.Payload;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.lambda.FailureKind;
import objectledger.ops.FailedEvent;
import objectledger.ops.FunctionError;

/** Reads a message of a failure queue: its events, and the cause. */
final class FailureReader {
  private FailureReader() {}

  /** The cause, if the message contains it; a dead letter of a queue does not. */
  static Optional<String> causeIn(FailureQueue.Message message) {
    var code = message.attributes().get("ERROR_CODE");
    if (code != null) {
      var detail = message.attributes().getOrDefault("ERROR_MESSAGE", "");
      return Optional.of("EventBridge could not deliver it: %s: %s".formatted(code, detail));
    }
    try {
      var body = new JsonValue("", JsonReader.read(message.body()));
      return Optional.of(body)
          .filter(json -> !json.get("requestPayload").isAbsent())
          .map(FailureReader::causeInEnvelope);
    } catch (InvalidInputException e) {
      return Optional.of(FailureKind.PERMANENT + ": the message cannot be read: " + e.getMessage());
    }
  }

  private static String causeInEnvelope(JsonValue envelope) {
    var condition = envelope.get("requestContext").get("condition").value();
    return FunctionError.cause(envelope.get("responsePayload"))
        .orElse("the function did not answer: " + condition);
  }

  /** The events of a message that have that cause. A call that failed as a whole fails for all. */
  static List<FailedEvent> failures(FailureQueue.Message message, String cause) {
    return failures(message, events(message), cause);
  }

  /** The same of a message whose events were read before. */
  static List<FailedEvent> failures(
      FailureQueue.Message message, Map<String, Instant> events, String cause) {
    var named = FunctionError.causesByObject(cause);
    var failures = new ArrayList<FailedEvent>();
    var isWhole = named.isEmpty();
    var isCut = FunctionError.isShortened(cause);
    events.forEach(
        (object, time) -> {
          var own = isWhole ? cause : named.remove(object);
          if (own != null) {
            failures.add(FailedEvent.of(object, time, own));
          } else if (isCut) {
            failures.add(
                FailedEvent.of(object, time, "one of many of its message, not named there"));
          }
        });
    named.forEach((object, own) -> failures.add(FailedEvent.of(object, message.sent(), own)));
    if (failures.isEmpty()) {
      failures.add(FailedEvent.of("message " + message.id(), message.sent(), cause));
    }
    return List.copyOf(failures);
  }

  /** The buckets of the events of a message that can be read. */
  static Set<String> buckets(FailureQueue.Message message) {
    var buckets = new TreeSet<String>();
    for (var json : eventsIn(message.body())) {
      try {
        buckets.add(EventReader.read(json).bucket());
      } catch (InvalidInputException e) {
        // The event names no bucket, or is none.
      }
    }
    return buckets;
  }

  /** The objects that a message speaks of, as the function would quote them, and when. */
  static Map<String, Instant> events(FailureQueue.Message message) {
    var objects = new LinkedHashMap<String, Instant>();
    for (var json : eventsIn(message.body())) {
      try {
        var event = EventReader.read(json);
        objects.put(JsonText.quote("s3://" + event.bucket() + "/" + event.key()), event.time());
      } catch (InvalidInputException e) {
        objects.put(
            JsonText.quote(json.path().replaceFirst("^requestPayload\\.", "")), message.sent());
      }
    }
    return objects;
  }

  private static List<JsonValue> eventsIn(String body) {
    try {
      return Payload.of(new JsonValue("", JsonReader.read(body))) instanceof Payload.Events events
          ? events.events()
          : List.of();
    } catch (InvalidInputException e) {
      return List.of();
    }
  }
}
