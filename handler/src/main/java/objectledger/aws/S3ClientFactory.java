package objectledger.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Creates the S3 client of the function, and the one that priming uses. */
public final class S3ClientFactory {
  private S3ClientFactory() {}

  /**
   * The client of the function.
   *
   * @param concurrency calls at the same time
   * @param buckets that it calls; each is a server of its own
   */
  public static S3Api create(String region, int concurrency, int buckets) {
    IdleConnections.configure(concurrency, buckets);
    return create(region, AwsClientDefaults.http(), AwsClientDefaults.credentials(System.getenv()));
  }

  /**
   * The client of a function that reads and writes whole objects, one at a time.
   *
   * @param buckets that it calls; each is a server of its own
   */
  public static ObjectApi createForObjects(String region, int buckets) {
    IdleConnections.configure(2, buckets);
    var http = AwsClientDefaults.http();
    var credentials = AwsClientDefaults.credentials(System.getenv());
    var attempts = new Retry(AwsClientDefaults.retries(S3ClientFactory::isConflict));
    return new HttpObjectApi(
        bucket ->
            new BucketClient(
                S3Endpoint.of(bucket, region, System.getenv()), http, credentials, attempts),
        http);
  }

  /**
   * The same client for priming: its HTTP client stays inside the process, and its credentials are
   * fixed.
   */
  public static S3Api forPriming(String region, SdkHttpClient http) {
    var nobody = AwsSessionCredentials.create("nobody", "nothing", "nothing");
    return create(region, http, StaticCredentialsProvider.create(nobody));
  }

  private static S3Api create(
      String region, SdkHttpClient http, AwsCredentialsProvider credentials) {
    var attempts = new Retry(AwsClientDefaults.retries(S3ClientFactory::isConflict));
    return new TimeLimitedS3Api(
        new HttpS3Api(
            bucket ->
                new BucketClient(
                    S3Endpoint.of(bucket, region, System.getenv()), http, credentials, attempts)),
        http);
  }

  /**
   * 409: a conditional write conflicted with another request for the same key, and is to be
   * repeated.
   */
  private static boolean isConflict(Throwable e) {
    return e instanceof S3Exception answer && answer.statusCode() == 409;
  }
}
