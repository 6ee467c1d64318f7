package objectledger.documents;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * The requests about one object of rows.
 *
 * @param bucket of the object
 * @param owner the account id that must own the bucket
 * @param key of the object
 * @param metadata of the object
 */
record RowsRequests(String bucket, String owner, String key, Map<String, String> metadata) {
  private static final String LINES = "application/x-ndjson";

  PutObjectRequest put() {
    return PutObjectRequest.builder()
        .bucket(bucket)
        .key(key)
        .expectedBucketOwner(owner)
        .contentType(LINES)
        .metadata(metadata)
        .ifNoneMatch("*")
        .build();
  }

  CreateMultipartUploadRequest create() {
    return CreateMultipartUploadRequest.builder()
        .bucket(bucket)
        .key(key)
        .expectedBucketOwner(owner)
        .contentType(LINES)
        .metadata(metadata)
        .build();
  }

  UploadPartRequest part(String upload, int number) {
    return UploadPartRequest.builder()
        .bucket(bucket)
        .key(key)
        .expectedBucketOwner(owner)
        .uploadId(upload)
        .partNumber(number)
        .build();
  }

  CompleteMultipartUploadRequest complete(String upload, List<CompletedPart> parts) {
    return CompleteMultipartUploadRequest.builder()
        .bucket(bucket)
        .key(key)
        .expectedBucketOwner(owner)
        .uploadId(upload)
        .multipartUpload(CompletedMultipartUpload.builder().parts(parts).build())
        .ifNoneMatch("*")
        .build();
  }

  AbortMultipartUploadRequest abort(String upload) {
    return AbortMultipartUploadRequest.builder()
        .bucket(bucket)
        .key(key)
        .expectedBucketOwner(owner)
        .uploadId(upload)
        .build();
  }

  HeadObjectRequest head() {
    return HeadObjectRequest.builder().bucket(bucket).key(key).expectedBucketOwner(owner).build();
  }
}
