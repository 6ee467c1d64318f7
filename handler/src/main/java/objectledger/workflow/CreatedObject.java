package objectledger.workflow;

/**
 * What the workflow is told of an object that was recorded.
 *
 * @param recordId of its record
 * @param eventName by which it was recorded; the workflow follows creations only
 * @param bucket it is in
 * @param key decoded
 * @param versionId empty where the bucket keeps no versions
 * @param size in bytes; empty where it is unknown
 */
public record CreatedObject(
    String recordId, String eventName, String bucket, String key, String versionId, String size) {

  String uri() {
    return "s3://" + bucket + "/" + key;
  }
}
