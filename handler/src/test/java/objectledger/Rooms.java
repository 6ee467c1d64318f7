package objectledger;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The package in which each class is to be. */
final class Rooms {
  private static final Map<String, String> ROOMS = new HashMap<>();

  static {
    put(
        "startup",
        "Preparation Rehearsal RehearsalHttp Loopback LoopbackKey Connections YoungHeap"
            + " PrimedFunction");
    put(
        "workflow",
        "Workflow WorkflowReader WorkflowAttempts WorkflowCall Receiver Answer ResponsePrefix"
            + " Redaction EscapedText BodyTemplate Credential CallMarker Marker MarkerStore"
            + " CreatedObject KeyMatch KeyPattern RequestHeader RequestHeaderReader");
    put("parameters", "ParameterContext Parameters Secret");
    put(
        "aws",
        "S3Api S3Bucket S3Clients S3Endpoint S3Operation LeanS3 PunctualS3 AwsClients AwsVariables"
            + " Attempts IdleConnections StaleConnectionRetry OwnedBucket CallLimit"
            + " FailureClassifier WriteConflictException Checksum EncodedWord FormEncoding");
    put(
        "lambda",
        "Crew Shift Punctual Deadline Pause Jitter Fault Faulted Unfinished Log SettingsReader"
            + " Sha256");
    put("json", "Json JsonLine JsonReader JsonText Facts Malformed");
  }

  private Rooms() {}

  private static void put(String room, String classes) {
    Arrays.stream(classes.split(" ")).forEach(name -> ROOMS.put(name, room));
  }

  static String of(String simpleName) {
    return ROOMS.getOrDefault(simpleName, "");
  }
}
