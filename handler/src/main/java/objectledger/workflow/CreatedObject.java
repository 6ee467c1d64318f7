package objectledger.workflow;

/**
 * The part of a record that the workflow uses.
 *
 * @param recordId of the record
 * @param eventName of the event; only creations are called for
 * @param bucket of the object
 * @param key decoded
 * @param versionId of the object; empty in a bucket without versioning
 * @param size in bytes; empty if unknown
 */
public record CreatedObject(
    String recordId, String eventName, String bucket, String key, String versionId, String size) {

  String uri() {
    return "s3://" + bucket + "/" + key;
  }
}
