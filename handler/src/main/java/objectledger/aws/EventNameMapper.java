package objectledger.aws;

import objectledger.json.JsonValue;

/**
 * Maps an EventBridge event to the name that the same event has in a notification, so that its
 * record id is the same for both triggers. An unknown event keeps its detail-type.
 */
public final class EventNameMapper {
  private EventNameMapper() {}

  public static String of(JsonValue event) {
    var detail = event.get("detail");
    var type = event.get("detail-type").text();
    return switch (type) {
      case "Object Created" -> "ObjectCreated:" + creation(detail.get("reason").textOrEmpty());
      case "Object Deleted" -> deletion(detail);
      case "Object Restore Initiated" -> "ObjectRestore:Post";
      case "Object Restore Completed" -> "ObjectRestore:Completed";
      case "Object Restore Expired" -> "ObjectRestore:Delete";
      case "Object Storage Class Changed" -> "LifecycleTransition";
      case "Object Access Tier Changed" -> "IntelligentTiering";
      case "Object ACL Updated" -> "ObjectAcl:Put";
      case "Object Tags Added" -> "ObjectTagging:Put";
      case "Object Tags Deleted" -> "ObjectTagging:Delete";
      case "Object Annotation Created" -> "ObjectAnnotation:Put";
      case "Object Annotation Removed" -> "ObjectAnnotation:Delete";
      default -> type;
    };
  }

  private static String creation(String reason) {
    return switch (reason) {
      case "PutObject" -> "Put";
      case "POST Object" -> "Post";
      case "CopyObject" -> "Copy";
      case "" -> "Unknown";
      default -> reason;
    };
  }

  private static String deletion(JsonValue detail) {
    var cause =
        detail.get("reason").isEqualTo("Lifecycle Expiration")
            ? "LifecycleExpiration"
            : "ObjectRemoved";
    var marker = detail.get("deletion-type").isEqualTo("Delete Marker Created");
    return cause + (marker ? ":DeleteMarkerCreated" : ":Delete");
  }
}
