package objectledger;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;

/** Connections to the buckets that are opened before they are needed, each by a thread. */
record Connections(List<Thread> opening) {
  /** To be connected pays, to wait for it long does not: the first event can connect, too. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private static final int HTTPS = 443;

  /**
   * Begins to open one to each bucket by asking for it; then credentials are at hand, too. To the
   * ledger bucket only where the function may ask: a refusal would stand in somebody's audit log.
   */
  static Connections open(Settings settings, S3Client s3) {
    var opening = new ArrayList<Thread>();
    opening.add(begin(settings, s3, settings.sourceBucket()));
    if (settings.keepLatest() || settings.workflow().isPresent()) {
      opening.add(begin(settings, s3, settings.ledgerBucket()));
    }
    return new Connections(opening);
  }

  /**
   * Takes TLS once through all that it does with S3, on a connection that asks for nothing: nearly
   * half of a start is its classes, whom Java trusts, and keys. It never fails.
   */
  static void shakeHands(Settings settings, Map<String, String> environment) {
    try {
      var uri = S3Endpoint.of(settings.sourceBucket(), settings.region(), environment).uri();
      if (uri.getScheme().equals("https")) {
        shakeHands(uri.getHost(), uri.getPort() < 0 ? HTTPS : uri.getPort());
      }
    } catch (IOException | RuntimeException e) {
      // The first event will say what is wrong, if anything is.
    }
  }

  private static void shakeHands(String host, int port) throws IOException {
    var limit = (int) LONGEST_WAIT.toMillis();
    try (var socket = SSLSocketFactory.getDefault().createSocket()) {
      socket.setSoTimeout(limit);
      socket.connect(new InetSocketAddress(host, port), limit);
      if (socket instanceof SSLSocket tls) {
        // Else the name is not checked, and what checks it is loaded by the first connection.
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
      }
    }
  }

  /** Waits until they are open, but not long. */
  void await() {
    for (var thread : opening) {
      try {
        thread.join(LONGEST_WAIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Thread begin(Settings settings, S3Client s3, String bucket) {
    return Thread.ofPlatform()
        .daemon()
        .name("connect")
        .start(
            () -> {
              try {
                askFor(bucket, settings, s3);
              } catch (RuntimeException e) {
                // The first event will say what is wrong, if anything is.
              }
            });
  }

  /** Asks whether a bucket is there. */
  static void askFor(String bucket, Settings settings, S3Client s3) {
    s3.headBucket(
        HeadBucketRequest.builder()
            .bucket(bucket)
            .expectedBucketOwner(settings.bucketOwner())
            .overrideConfiguration(CallLimit.of(new Deadline(() -> (int) LONGEST_WAIT.toMillis())))
            .build());
  }
}
