package objectledger.startup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import objectledger.aws.OwnedBucket;
import objectledger.aws.S3Endpoint;
import objectledger.lambda.Deadline;

/** Opens connections to the buckets before the first event, each on a thread of its own. */
record ConnectionWarmup(List<Thread> opening) {
  /** A longer wait does not pay, because the first event can connect itself. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /**
   * The most buckets that are connected to. Each is a host of its own, whose TLS handshake takes
   * CPU time of the start. The first event uses one source and the ledger, and S3 closes all other
   * connections after a few seconds: with dozens of sources nearly all would be opened in vain.
   */
  private static final int MAX_BUCKETS = 4;

  private static final int HTTPS = 443;

  /**
   * Starts a HEAD of each of the first buckets, which opens a connection and loads the credentials.
   *
   * @param buckets the most used first
   */
  static ConnectionWarmup open(List<OwnedBucket> buckets) {
    return new ConnectionWarmup(
        buckets.stream().limit(MAX_BUCKETS).map(ConnectionWarmup::begin).toList());
  }

  /**
   * Makes one TLS handshake with the endpoint of S3 and sends no request. Its classes, trust store
   * and keys are nearly half of a start. It never fails.
   */
  static void tlsHandshake(String bucket, String region, Map<String, String> environment) {
    try {
      var uri = S3Endpoint.of(bucket, region, environment).uri();
      if (uri.getScheme().equals("https")) {
        tlsHandshake(uri.getHost(), uri.getPort() < 0 ? HTTPS : uri.getPort());
      }
    } catch (IOException | RuntimeException e) {
      // The first event will fail with the reason, if there is one.
    }
  }

  private static void tlsHandshake(String host, int port) throws IOException {
    var limit = (int) LONGEST_WAIT.toMillis();
    try (var socket = SSLSocketFactory.getDefault().createSocket()) {
      socket.setSoTimeout(limit);
      socket.connect(new InetSocketAddress(host, port), limit);
      if (socket instanceof SSLSocket tls) {
        // Without this the host name is not checked, and the first connection would load the
        // classes that check it.
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
      }
    }
  }

  /** Waits until they are open, at most the limit for all of them. */
  void await() {
    var end = System.nanoTime() + LONGEST_WAIT.toNanos();
    for (var thread : opening) {
      try {
        thread.join(Duration.ofNanos(end - System.nanoTime()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Thread begin(OwnedBucket bucket) {
    return Thread.ofPlatform()
        .daemon()
        .name("connect")
        .start(
            () -> {
              try {
                headBucket(bucket);
              } catch (RuntimeException e) {
                // The first event will fail with the reason, if there is one.
              }
            });
  }

  /** Sends a HEAD of a bucket. */
  static void headBucket(OwnedBucket bucket) {
    bucket.headBucket(new Deadline(() -> (int) LONGEST_WAIT.toMillis()));
  }
}
