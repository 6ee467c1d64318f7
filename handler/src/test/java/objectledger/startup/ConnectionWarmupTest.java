package objectledger.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import objectledger.ModelS3;
import objectledger.S3Stub;
import objectledger.aws.OwnedBucket;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/** Proves that TLS is tried with whom the client will talk to, and with nobody else. */
class ConnectionWarmupTest {
  private static final String NAME = "AWS_ENDPOINT_URL";

  @Test
  void handshakeAsksForNothing() throws Exception {
    var key = new SelfSignedCertificate();
    var usual = SSLContext.getDefault();
    SSLContext.setDefault(trusting(key));
    try (var server = listening(key)) {
      var read = CompletableFuture.supplyAsync(() -> shakeAndRead(server));

      ConnectionWarmup.tlsHandshake(
          "bucket", "eu-west-1", Map.of(NAME, "https://127.0.0.1:" + server.getLocalPort()));

      assertThat(read.get(10, TimeUnit.SECONDS)).as("what came after the handshake").isEmpty();
    } finally {
      SSLContext.setDefault(usual);
    }
  }

  @Test
  void serverWithoutTlsIsLeftAlone() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ConnectionWarmup.tlsHandshake(
          "bucket", "eu-west-1", Map.of(NAME, "http://127.0.0.1:" + server.getLocalPort()));

      server.setSoTimeout(100);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void handshakeThatFailsIsNoFailure() throws IOException {
    int port;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    var nobody = "https://127.0.0.1:" + port;

    assertThatCode(() -> ConnectionWarmup.tlsHandshake("bucket", "eu-west-1", Map.of(NAME, nobody)))
        .doesNotThrowAnyException();
  }

  @Test
  void fewBucketsAreConnectedToHoweverManyThereAre() {
    var connected = new ConcurrentLinkedQueue<String>();
    var buckets = buckets(60, request -> connected.add(request.bucket()));

    ConnectionWarmup.open(buckets).await();

    assertThat(connected).containsExactlyInAnyOrder("bucket-0", "bucket-1", "bucket-2", "bucket-3");
  }

  @Test
  void bucketsThatDoNotAnswerDelayTheStartOnceAndNotEach() throws InterruptedException {
    var hangUp = new CountDownLatch(1);
    var began = System.nanoTime();

    ConnectionWarmup.open(buckets(60, request -> awaitQuietly(hangUp))).await();

    var waited = Duration.ofNanos(System.nanoTime() - began);
    hangUp.countDown();
    assertThat(waited).isBetween(Duration.ofSeconds(1), Duration.ofMillis(3_500));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<OwnedBucket> buckets(int count, Consumer<HeadBucketRequest> asked) {
    var s3 =
        new S3Stub() {
          @Override
          public HeadBucketResponse headBucket(HeadBucketRequest request) {
            asked.accept(request);
            return HeadBucketResponse.builder().build();
          }
        };
    return IntStream.range(0, count)
        .mapToObj(i -> new OwnedBucket(s3, "bucket-" + i, ModelS3.OWNER, "7"))
        .toList();
  }

  private static SSLContext trusting(SelfSignedCertificate key)
      throws GeneralSecurityException, IOException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, key.trustManagers(), null);
    return context;
  }

  private static SSLServerSocket listening(SelfSignedCertificate key)
      throws GeneralSecurityException, IOException {
    var context = SSLContext.getInstance("TLS");
    context.init(key.keyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static byte[] shakeAndRead(SSLServerSocket server) {
    try (var socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
      return socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
