package objectledger.ops.backfill;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes an object of any size in parts as it comes, so that neither the memory nor the disk has to
 * hold it. What is not finished is aborted.
 */
class PartUpload extends OutputStream {
  /** S3 accepts 10,000 parts: a manifest of 320 GB. */
  static final int PART = 32 << 20;

  private final S3Client s3;
  private final String bucket;
  private final String owner;
  private final String key;
  private final int partSize;
  private final ByteArrayOutputStream part;
  private final List<CompletedPart> parts = new ArrayList<>();
  private String uploadId = "";

  PartUpload(S3Client s3, String bucket, String owner, String key, int partSize) {
    this.s3 = s3;
    this.bucket = bucket;
    this.owner = owner;
    this.key = key;
    this.partSize = partSize;
    this.part = new ByteArrayOutputStream(Math.min(partSize, 1 << 20));
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    part.write(bytes, offset, length);
    if (part.size() >= partSize) {
      sendPart();
    }
  }

  private void sendPart() {
    if (uploadId.isEmpty()) {
      uploadId =
          s3.createMultipartUpload(
                  upload ->
                      upload
                          .bucket(bucket)
                          .key(key)
                          .expectedBucketOwner(owner)
                          .contentType("text/csv"))
              .uploadId();
    }
    var number = parts.size() + 1;
    var sent =
        s3.uploadPart(
            one ->
                one.bucket(bucket)
                    .key(key)
                    .expectedBucketOwner(owner)
                    .uploadId(uploadId)
                    .partNumber(number),
            RequestBody.fromBytes(part.toByteArray()));
    parts.add(CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build());
    part.reset();
  }

  /** Finishes the object, and returns its ETag. */
  String finish() {
    if (uploadId.isEmpty()) {
      return s3.putObject(
              put -> put.bucket(bucket).key(key).expectedBucketOwner(owner).contentType("text/csv"),
              RequestBody.fromBytes(part.toByteArray()))
          .eTag();
    }
    if (part.size() > 0) {
      sendPart();
    }
    var eTag =
        s3.completeMultipartUpload(
                upload ->
                    upload
                        .bucket(bucket)
                        .key(key)
                        .expectedBucketOwner(owner)
                        .uploadId(uploadId)
                        .multipartUpload(all -> all.parts(parts)))
            .eTag();
    uploadId = "";
    return eTag;
  }

  /** Aborts what is not finished. */
  @Override
  public void close() {
    if (!uploadId.isEmpty()) {
      s3.abortMultipartUpload(
          upload -> upload.bucket(bucket).key(key).expectedBucketOwner(owner).uploadId(uploadId));
    }
  }
}
