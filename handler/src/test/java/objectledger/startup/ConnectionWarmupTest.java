package objectledger.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

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
