package objectledger.aws;

import java.util.function.Supplier;
import objectledger.lambda.TimeLimiter;
import objectledger.lambda.WorkerPool;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Limits the time of every call. A call on a worker thread needs no limit of its own, because the
 * {@link WorkerPool} ends the whole batch at its deadline.
 */
final class TimeLimitedS3Api implements S3Api {
  private final HttpS3Api s3;
  private final SdkHttpClient http;
  private final TimeLimiter timeLimiter = new TimeLimiter("S3");

  /**
   * @param http used by the calls; it is closed with this
   */
  TimeLimitedS3Api(HttpS3Api s3, SdkHttpClient http) {
    this.s3 = s3;
    this.http = http;
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    return callWithLimit(request, () -> s3.headBucket(request));
  }

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    return callWithLimit(request, () -> s3.headObject(request));
  }

  @Override
  public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
    return callWithLimit(request, () -> s3.getObjectTagging(request));
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    return callWithLimit(request, () -> s3.putObject(request, body));
  }

  private <R> R callWithLimit(S3Request request, Supplier<R> call) {
    if (Thread.currentThread() instanceof WorkerPool.Worker) {
      return call.get();
    }
    return timeLimiter.call(CallLimit.in(request), call);
  }

  @Override
  public void close() {
    timeLimiter.close();
    http.close();
  }
}
