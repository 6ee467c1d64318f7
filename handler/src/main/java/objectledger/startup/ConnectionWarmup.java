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

/** Connections to the buckets that are opened before they are needed, each by a thread. */
record ConnectionWarmup(List<Thread> opening) {
  /** To be connected pays, to wait for it long does not: the first event can connect, too. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private static final int HTTPS = 443;

  /** Begins to open one to each bucket by asking for it; then credentials are at hand, too. */
  static ConnectionWarmup open(List<OwnedBucket> buckets) {
    return new ConnectionWarmup(buckets.stream().map(ConnectionWarmup::begin).toList());
  }

  /**
   * Takes TLS once through all that it does with S3, on a connection that asks for nothing: nearly
   * half of a start is its classes, whom Java trusts, and keys. It never fails.
   */
  static void tlsHandshake(String bucket, String region, Map<String, String> environment) {
    try {
      var uri = S3Endpoint.of(bucket, region, environment).uri();
      if (uri.getScheme().equals("https")) {
        tlsHandshake(uri.getHost(), uri.getPort() < 0 ? HTTPS : uri.getPort());
      }
    } catch (IOException | RuntimeException e) {
      // The first event will say what is wrong, if anything is.
    }
  }

  private static void tlsHandshake(String host, int port) throws IOException {
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

  private static Thread begin(OwnedBucket bucket) {
    return Thread.ofPlatform()
        .daemon()
        .name("connect")
        .start(
            () -> {
              try {
                headBucket(bucket);
              } catch (RuntimeException e) {
                // The first event will say what is wrong, if anything is.
              }
            });
  }

  /** Asks whether a bucket is there. */
  static void headBucket(OwnedBucket bucket) {
    bucket.headBucket(new Deadline(() -> (int) LONGEST_WAIT.toMillis()));
  }
}
