package objectledger.aws;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * The calls to S3 of a function that reads and writes whole objects, beside those of {@link S3Api}.
 * No call has a time limit of its own: such a function runs on a thread that has one.
 */
public interface ObjectApi extends S3Api {
  OpenObject<GetObjectResponse> getObject(GetObjectRequest request);

  CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request);

  UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body);

  CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request);

  void abortMultipartUpload(AbortMultipartUploadRequest request);
}
