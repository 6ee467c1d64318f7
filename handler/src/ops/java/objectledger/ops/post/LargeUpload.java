package objectledger.ops.post;

import java.util.Map;
import objectledger.ops.CommandException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts a file that is too large for the API into the ingress bucket, as the API would. The file is
 * streamed.
 */
final class LargeUpload {
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client s3;
  private final String bucket;
  private final String account;

  /**
   * An upload.
   *
   * @param account that has to own the bucket
   */
  LargeUpload(S3Client s3, String bucket, String account) {
    this.s3 = s3;
    this.bucket = bucket;
    this.account = account;
  }

  /**
   * Puts the file, unless the id is taken.
   *
   * @throws CommandException if S3 refuses it
   */
  void put(String id, Document document, String contentType, Map<String, String> metadata) {
    try {
      s3.putObject(
          put ->
              put.bucket(bucket)
                  .key("id=" + id)
                  .expectedBucketOwner(account)
                  .ifNoneMatch("*")
                  .contentType(contentType)
                  .metadata(metadata),
          RequestBody.fromFile(document.file().orElseThrow()));
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        // The id is random: the object is of an attempt whose response was lost.
        return;
      }
      throw new CommandException(
          "S3 does not take the file in %s: %s".formatted(bucket, e.getMessage()), e);
    }
  }
}
