package objectledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.lambda.FailureKind;

/** Reads what a message of a failure queue says: which events it keeps, and why. */
final class FailureReader {
  /**
   * What {@link EventsNotRecordedException} says of one event. No quote stands inside one
   * unescaped.
   */
  private static final Pattern NAMED =
      Pattern.compile("(\"(?:[^\"\\\\]++|\\\\.)*+\") ((?:RETRY|FORBIDDEN|PERMANENT): )");

  private static final Pattern CUT = Pattern.compile("; and [0-9]+ more$");

  /** What AWS puts into its messages to find a request again. */
  private static final Pattern PASSING =
      Pattern.compile(
          ",? ?\\b(?:Extended )?Request ?I[Dd]: [^,) ]*"
              + "|\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b ?"
              + "|\\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z ?");

  private FailureReader() {}

  /**
   * The cause, where the message itself names it; the message of a queue's dead letter does not.
   */
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
  static List<Failure> failures(FailureQueue.Message message, String cause) {
    var events = events(message);
    var named = named(cause);
    var failures = new ArrayList<Failure>();
    var isWhole = named.isEmpty();
    var isCut = CUT.matcher(cause).find();
    events.forEach(
        (object, time) -> {
          var own = isWhole ? cause : named.remove(object);
          if (own != null) {
            failures.add(failure(object, time, own));
          } else if (isCut) {
            failures.add(failure(object, time, "one of many of its message, not named there"));
          }
        });
    named.forEach((object, own) -> failures.add(failure(object, message.sent(), own)));
    if (failures.isEmpty()) {
      failures.add(failure("message " + message.id(), message.sent(), cause));
    }
    return failures;
  }

  /** One failure, from what the function said of it. */
  static Failure failure(String object, Instant time, String said) {
    var cause = CUT.matcher(named(said).values().stream().findFirst().orElse(said)).replaceAll("");
    return new Failure(object, time, PASSING.matcher(cause).replaceAll("").strip());
  }

  /** The causes of the single events in a cause, by object as it is quoted there. */
  private static Map<String, String> named(String cause) {
    var causes = new LinkedHashMap<String, String>();
    var matcher = NAMED.matcher(cause);
    var found = matcher.find();
    while (found) {
      var object = matcher.group(1);
      var from = matcher.start(2);
      found = matcher.find();
      var to = found ? matcher.start() : cause.length();
      causes.put(object, cause.substring(from, to).replaceFirst("; $", ""));
    }
    return causes;
  }

  /** The objects that a message speaks of, as the function would quote them, and when. */
  private static Map<String, Instant> events(FailureQueue.Message message) {
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
