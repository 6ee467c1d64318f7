package objectledger.startup;

import java.io.IOException;
import java.security.GeneralSecurityException;
import objectledger.aws.AwsClientDefaults;
import objectledger.aws.OwnedBucket;
import objectledger.aws.S3ClientFactory;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * Runs the function before its first event, with a {@link StubServer} in place of S3. Most of the
 * cost of a first event is loading classes and running code for the first time. No bucket,
 * credentials or secret is used.
 */
final class Priming {
  /**
   * Repetitions before a snapshot, where time costs nothing: code that ran a few hundred times is
   * compiled, and the snapshot keeps the compiled code.
   */
  private static final int TIMES_BEFORE_A_SNAPSHOT = 25;

  private final PrimedFunction function;
  private final String region;
  private final OwnedBucket bucket;

  Priming(PrimedFunction function, String region, OwnedBucket bucket) {
    this.function = function;
    this.region = region;
    this.bucket = bucket;
  }

  /** Runs one direct event with the settings of the function. */
  void ofOneEvent() throws IOException {
    try (var stub = new StubServer();
        var http = new RedirectingHttpClient(AwsClientDefaults.http(), stub.uri());
        var s3 = S3ClientFactory.forPriming(region, http)) {
      function.handle(s3, false);
    }
  }

  /** Runs every path to S3, with TLS and credentials. */
  void ofEverything() throws IOException, GeneralSecurityException {
    var certificate = new SelfSignedCertificate();
    for (var time = 0; time < TIMES_BEFORE_A_SNAPSHOT; time++) {
      fetchStubCredentials();
      handleEverything(certificate);
    }
  }

  /** Fetches credentials from the stub, in the way in which a restored function fetches its own. */
  private static void fetchStubCredentials() throws IOException {
    var address = SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();
    try (var stub = StubServer.withCredentials();
        var provider = ContainerCredentialsProvider.builder().build()) {
      System.setProperty(address, stub.uri().toString());
      provider.resolveCredentials();
    } finally {
      System.clearProperty(address);
    }
  }

  private void handleEverything(SelfSignedCertificate certificate)
      throws IOException, GeneralSecurityException {
    try (var stub = new StubServer(certificate);
        var http =
            new RedirectingHttpClient(
                AwsClientDefaults.http(certificate.trustManagers()), stub.uri());
        var s3 = S3ClientFactory.forPriming(region, http)) {
      ConnectionWarmup.headBucket(bucket.in(s3));
      function.handle(s3, true);
    }
  }
}
