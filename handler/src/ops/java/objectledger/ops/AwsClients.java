package objectledger.ops;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The SDK's clients of the services that the tools call. The SDK finds the caller's credentials,
 * and the endpoint if {@code AWS_ENDPOINT_URL} names one. A call is tried seven times: a tool's
 * work is worth some seconds of waiting for a busy service.
 */
public record AwsClients(Region region) {
  private static final int MAX_ATTEMPTS = 7;
  private static final long BASE_DELAY_MILLIS = 125;
  private static final int MAX_DOUBLINGS = 5;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(60);

  /** A function may run for 15 minutes before it responds. */
  private static final Duration INVOCATION = Duration.ofMinutes(16);

  /** A queue answers at once, and its messages stay invisible for two minutes only. */
  private static final Duration QUEUE_READ = Duration.ofSeconds(10);

  static final BackoffStrategy BACKOFF =
      attempt -> attempt <= 1 ? Duration.ZERO : delay(attempt - 1);

  /**
   * The wait after so many failed attempts: from an eighth of a second to eight seconds, of which
   * up to half is random.
   */
  public static Duration delay(int failed) {
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(BASE_DELAY_MILLIS, 2 * BASE_DELAY_MILLIS)
            << Math.min(failed - 1, MAX_DOUBLINGS));
  }

  public S3Client s3() {
    return configure(S3Client.builder(), BACKOFF, READ).region(region).build();
  }

  /** The same, whose calls an interceptor sees. */
  public S3Client s3(ExecutionInterceptor interceptor) {
    var builder =
        S3Client.builder().overrideConfiguration(c -> c.addExecutionInterceptor(interceptor));
    return configure(builder, BACKOFF, READ).region(region).build();
  }

  public SqsClient sqs() {
    return configure(SqsClient.builder(), BACKOFF, QUEUE_READ).region(region).build();
  }

  public LambdaClient lambda() {
    return configure(LambdaClient.builder(), BACKOFF, INVOCATION).region(region).build();
  }

  public AthenaClient athena() {
    return configure(AthenaClient.builder(), BACKOFF, READ).region(region).build();
  }

  public CloudWatchClient cloudWatch() {
    return configure(CloudWatchClient.builder(), BACKOFF, READ).region(region).build();
  }

  public CloudWatchLogsClient logs() {
    return configure(CloudWatchLogsClient.builder(), BACKOFF, READ).region(region).build();
  }

  public CognitoIdentityProviderClient cognito() {
    return configure(CognitoIdentityProviderClient.builder(), BACKOFF, READ).region(region).build();
  }

  public DynamoDbClient dynamoDb() {
    return configure(DynamoDbClient.builder(), BACKOFF, READ).region(region).build();
  }

  public KinesisClient kinesis() {
    return configure(KinesisClient.builder(), BACKOFF, READ).region(region).build();
  }

  public SecretsManagerClient secrets() {
    return configure(SecretsManagerClient.builder(), BACKOFF, READ).region(region).build();
  }

  public StsClient sts() {
    return configure(StsClient.builder(), BACKOFF, READ).region(region).build();
  }

  public S3ControlClient s3Control() {
    return configure(S3ControlClient.builder(), BACKOFF, READ).region(region).build();
  }

  /** The client of any other service. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(B builder) {
    return configure(builder, BACKOFF, READ).region(region).build();
  }

  /**
   * Sets what all clients have in common, and keeps the interceptors that the builder has.
   *
   * @param read how long a response may take
   */
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
      B builder, BackoffStrategy backoff, Duration read) {
    var retries =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(MAX_ATTEMPTS)
            .backoffStrategy(backoff)
            .throttlingBackoffStrategy(backoff)
            .retryOnException(AwsClients::isServerError)
            .circuitBreakerEnabled(false)
            .build();
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(read))
        .overrideConfiguration(
            builder.overrideConfiguration().toBuilder()
                .retryStrategy(retries)
                .addExecutionInterceptor(new UnreachableEndpoint())
                .build());
  }

  private static boolean isServerError(Throwable failure) {
    return failure instanceof SdkServiceException refusal && refusal.statusCode() >= 500;
  }
}
