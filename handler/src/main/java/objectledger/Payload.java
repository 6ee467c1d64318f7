package objectledger;

import java.util.List;

/** What arrived, recognised by its shape alone, so that every way in uses the same code. */
sealed interface Payload {

  /**
   * Events that S3 sent to the function itself, each still to be read by {@link EventReader#read},
   * so that one which cannot be read keeps none of the others from being recorded.
   */
  record Notification(List<Json> events) implements Payload {}

  /** What S3 sends when a destination is configured. */
  record TestEvent(String bucket) implements Payload {}

  /**
   * Recognises a document.
   *
   * @throws Malformed if it is none of these; the message says what was seen
   */
  static Payload of(Json document) {
    if ("s3:TestEvent".equals(document.get("Event").value())) {
      return new TestEvent(document.get("Bucket").textOrEmpty());
    }
    var records = document.get("Records");
    if (!records.isAbsent() && sources(records).equals(List.of("aws:s3"))) {
      return new Notification(records.items());
    }
    throw new Malformed("this is no S3 notification: " + seen(document, records));
  }

  /** The distinct event sources of the records, as text. */
  private static List<String> sources(Json records) {
    return records.items().stream()
        .map(record -> String.valueOf(record.get("eventSource").value()))
        .distinct()
        .toList();
  }

  private static String seen(Json document, Json records) {
    if (!records.isAbsent()) {
      return "its records come from " + Log.quote(sources(records));
    }
    var names = document.names();
    return names.isEmpty()
        ? "it is no JSON object with members"
        : "its members are " + Log.quote(names);
  }
}
