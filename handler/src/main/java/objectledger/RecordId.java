package objectledger;

import java.util.List;
import objectledger.aws.EventDetails;
import objectledger.lambda.Sha256;

/**
 * The identity of an event, which is the same for every trigger: SHA-256 of bucket, key, version
 * id, {@link #occurrence} and name, each with its length.
 */
public final class RecordId {
  private RecordId() {}

  public static String of(ObjectEvent event) {
    return Sha256.ofAll(
        List.of(event.bucket(), event.key(), event.versionId(), occurrence(event), event.name()));
  }

  /**
   * Distinguishes two events of the same name and version. Creations and deletions have a
   * sequencer. Other events have one only with some triggers, but all of them have a request id. A
   * request can be replicated to several buckets, with an event for each, so a replication event
   * includes its destination.
   */
  private static String occurrence(ObjectEvent event) {
    var number = event.sequenceNumber();
    var occurrence =
        switch (event.kind()) {
          case CREATE, DELETE -> firstOf(number, event.requestId(), event);
          case UPDATE_METADATA, CREATE_ANNOTATION, UPDATE_ANNOTATION_METADATA, DELETE_ANNOTATION ->
              firstOf(event.requestId(), number, event);
        };
    var destination = event.details().get(EventDetails.REPLICATION_DESTINATION);
    return event.name().startsWith("Replication:") && destination != null
        ? occurrence + " to " + destination
        : occurrence;
  }

  /** The time is used last, because EventBridge truncates it to seconds. */
  private static String firstOf(String first, String second, ObjectEvent event) {
    if (!first.isEmpty()) {
      return first;
    }
    return second.isEmpty() ? event.time().toString() : second;
  }
}
