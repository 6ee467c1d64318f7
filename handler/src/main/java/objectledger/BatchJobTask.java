package objectledger;

import objectledger.aws.ObjectKeyDecoder;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * One object of an S3 Batch Operations job.
 *
 * @param id by which the job knows it
 * @param bucket it is in
 * @param key decoded
 * @param versionId empty where the job names none
 */
record BatchJobTask(String id, String bucket, String key, String versionId) {

  /**
   * Reads a task of schema 1.0, which names the bucket by its ARN, or 2.0. Both form-encode keys.
   *
   * @throws InvalidInputException if it names no object
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
   * The event that the ledger would have seen, had it been there. It has no sequencer, so it sorts
   * before all real ones, and its time is the object's, so that doing it again is a repetition.
   */
  ObjectEvent event(HeadObjectResponse head, String region) {
    // A manifest may say the version null of a bucket that never kept any: S3 knows better.
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
        "");
  }
}
