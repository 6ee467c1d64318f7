package objectledger.aws;

/** The kind of a change, in the terms of the journal table of AWS S3 Metadata. */
public enum EventKind {
  CREATE,
  UPDATE_METADATA,
  DELETE,
  CREATE_ANNOTATION,
  UPDATE_ANNOTATION_METADATA,
  DELETE_ANNOTATION;

  /**
   * The kind of an S3 event. An unknown event counts as a metadata update.
   *
   * @param name of the event without the prefix {@code s3:}
   */
  public static EventKind of(String name) {
    if (name.startsWith("ObjectCreated:")) {
      return CREATE;
    }
    if (name.startsWith("ObjectRemoved:") || name.startsWith("LifecycleExpiration:")) {
      return DELETE;
    }
    return switch (name) {
      case "ObjectAnnotation:Put" -> CREATE_ANNOTATION;
      case "ObjectAnnotation:Delete" -> DELETE_ANNOTATION;
      default ->
          name.startsWith("ObjectAnnotation:") ? UPDATE_ANNOTATION_METADATA : UPDATE_METADATA;
    };
  }
}
