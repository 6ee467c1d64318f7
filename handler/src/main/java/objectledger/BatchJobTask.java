package objectledger;

import java.util.Map;
import objectledger.aws.ObjectKeyDecoder;
import objectledger.aws.ObjectMetadataFields;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * One object of an S3 Batch Operations job.
 *
 * @param id of the task in the job
 * @param bucket of the object
 * @param key decoded
 * @param versionId empty if the job names none
 */
record BatchJobTask(String id, String bucket, String key, String versionId) {

  /**
   * Reads a task of schema 1.0, which has the ARN of the bucket, or 2.0, which has its name. Keys
   * are form-encoded in both.
   *
   * @throws InvalidInputException if it does not name an object
   */
  static BatchJobTask read(JsonValue task) {
    var arn = task.get("s3BucketArn").textOrEmpty();
    return new BatchJobTask(
        task.get("taskId").text(),
        arn.isEmpty() ? task.get("s3Bucket").text() : arn.substring(arn.lastIndexOf(':') + 1),
        ObjectKeyDecoder.decode(task.get("s3Key").text()),
        task.get("s3VersionId").textOrEmpty());
  }

  /**
   * The synthetic event of an object that existed before the ledger. It has no sequencer, so it
   * sorts before all real events. Its time is the object's, so a repeated backfill gives the same
   * record.
   */
  ObjectEvent event(HeadObjectResponse head, String region) {
    // From the HEAD, because a manifest may contain the version null for a bucket without
    // versioning.
    var version = head.versionId() == null ? "" : head.versionId();
    return new ObjectEvent(
        ObjectEvent.BACKFILL,
        head.lastModified(),
        bucket,
        key,
        version,
        "",
        head.contentLength(),
        ObjectMetadataFields.unquoted(head.eTag()),
        region,
        "",
        "",
        "",
        Map.of());
  }
}
