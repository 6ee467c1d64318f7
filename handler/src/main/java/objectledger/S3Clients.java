package objectledger;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Builds the one client to S3, with nothing looked up that the environment already says. */
final class S3Clients {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** HEAD and small PUTs answer in milliseconds; a connection silent for so long is dead. */
  private static final Duration READ = Duration.ofSeconds(5);

  private static final int ATTEMPTS = 4;

  private S3Clients() {}

  static S3Client create(Settings settings) {
    keepConnections(settings.concurrency());
    var client =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials())
            .httpClient(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(READ)
                    .build())
            // Neither HEAD nor a conditional PUT over TLS needs a second checksum: it costs CPU.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                configuration ->
                    configuration
                        // No profile files in Lambda: do not search for them at every start.
                        .defaultProfileFile(ProfileFile.aggregator().build())
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .retryOnException(S3Clients::isConflict)
                                .build()))
            .build();
    return new PunctualS3(client);
  }

  /**
   * A conditional write that met another request on the same key: it was not decided, ask again.
   */
  private static boolean isConflict(Throwable e) {
    return e instanceof S3Exception answer && answer.statusCode() == 409;
  }

  /**
   * The JDK keeps 5 idle connections a host, for 5 seconds: a batch would open most of its own
   * anew. It reads these before its first connection.
   */
  private static void keepConnections(int concurrency) {
    System.setProperty("http.maxConnections", Integer.toString(concurrency));
    System.setProperty("http.keepAlive.time.server", "15");
  }

  /** SnapStart hands out credentials by container, which only the default chain knows. */
  private static AwsCredentialsProvider credentials() {
    return System.getenv("AWS_ACCESS_KEY_ID") == null
        ? DefaultCredentialsProvider.builder().build()
        : EnvironmentVariableCredentialsProvider.create();
  }
}
