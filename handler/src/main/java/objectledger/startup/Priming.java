package objectledger.startup;

import java.io.IOException;
import java.security.GeneralSecurityException;
import objectledger.aws.AwsClientDefaults;
import objectledger.aws.OwnedBucket;
import objectledger.aws.S3ClientFactory;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * Plays the function once through before its first event, against a {@link StubServer} in place of
 * S3: most of what a first event costs is classes that are loaded and code that is run for the
 * first time. It meets no bucket, no credentials, no secret and no log.
 */
final class Priming {
  /**
   * How often it is played before a snapshot, where time costs nothing: what has run some hundred
   * times is compiled, and the snapshot keeps that.
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

  /** One event that S3 sends itself, with what the settings keep. */
  void ofOneEvent() throws IOException {
    try (var loopback = new StubServer();
        var http = new RedirectingHttpClient(AwsClientDefaults.http(), loopback.uri());
        var s3 = S3ClientFactory.rehearsing(region, http)) {
      function.handle(s3, false);
    }
  }

  /** Every way through the code that leads to S3, and TLS and credentials too. */
  void ofEverything() throws IOException, GeneralSecurityException {
    var key = new SelfSignedCertificate();
    for (var time = 0; time < TIMES_BEFORE_A_SNAPSHOT; time++) {
      fetchStubCredentials();
      handleEverything(key);
    }
  }

  /** As a restored function asks for them, by whatever the environment will then say. */
  private static void fetchStubCredentials() throws IOException {
    var address = SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();
    try (var loopback = StubServer.withCredentials();
        var provider = ContainerCredentialsProvider.builder().build()) {
      System.setProperty(address, loopback.uri().toString());
      provider.resolveCredentials();
    } finally {
      System.clearProperty(address);
    }
  }

  private void handleEverything(SelfSignedCertificate key)
      throws IOException, GeneralSecurityException {
    try (var loopback = new StubServer(key);
        var http =
            new RedirectingHttpClient(AwsClientDefaults.http(key.trustManagers()), loopback.uri());
        var s3 = S3ClientFactory.rehearsing(region, http)) {
      ConnectionWarmup.headBucket(bucket.in(s3));
      function.handle(s3, true);
    }
  }
}
