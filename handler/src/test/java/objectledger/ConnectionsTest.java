package objectledger;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that TLS is tried with whom the client will talk to, and with nobody else. */
class ConnectionsTest {
  private static final String NAME = "AWS_ENDPOINT_URL";

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          AWS_LAMBDA_FUNCTION_NAME,   any,               source-bucket.s3.eu-west-1.amazonaws.com
          AWS_USE_FIPS_ENDPOINT,      true,              source-bucket.s3-fips.eu-west-1.amazonaws.com
          AWS_USE_DUALSTACK_ENDPOINT, true,              source-bucket.s3.dualstack.eu-west-1.amazonaws.com
          AWS_ENDPOINT_URL,           https://127.0.0.1, 127.0.0.1
          AWS_ENDPOINT_URL_S3,        https://127.0.0.1, 127.0.0.1
          """)
  void endpointIsTheClients(String name, String value, String host) {
    var endpoint = Connections.endpoint(ModelS3.settings(), Map.of(name, value));

    assertThat(endpoint.scheme()).isEqualTo("https");
    assertThat(endpoint.host()).isEqualTo(host.replace("source-bucket", ModelS3.SOURCE));
  }

  @Test
  void endpointOfS3GoesBeforeThatOfAllServices() {
    var endpoint =
        Connections.endpoint(
            ModelS3.settings(),
            Map.of(NAME, "https://all.example", "AWS_ENDPOINT_URL_S3", "https://127.0.0.1:8443"));

    assertThat(endpoint.host()).isEqualTo("127.0.0.1");
    assertThat(endpoint.port()).isEqualTo(8443);
  }

  @Test
  void handshakeAsksForNothing() throws Exception {
    var key = new LoopbackKey();
    var usual = SSLContext.getDefault();
    SSLContext.setDefault(trusting(key));
    try (var server = listening(key)) {
      var read = CompletableFuture.supplyAsync(() -> shakeAndRead(server));

      Connections.shakeHands(
          ModelS3.settings(), Map.of(NAME, "https://127.0.0.1:" + server.getLocalPort()));

      assertThat(read.get(10, TimeUnit.SECONDS)).as("what came after the handshake").isEmpty();
    } finally {
      SSLContext.setDefault(usual);
    }
  }

  @Test
  void serverWithoutTlsIsLeftAlone() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Connections.shakeHands(
          ModelS3.settings(), Map.of(NAME, "http://127.0.0.1:" + server.getLocalPort()));

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

    assertThatCode(() -> Connections.shakeHands(ModelS3.settings(), Map.of(NAME, nobody)))
        .doesNotThrowAnyException();
  }

  private static SSLContext trusting(LoopbackKey key) throws GeneralSecurityException, IOException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, key.trustManagers(), null);
    return context;
  }

  private static SSLServerSocket listening(LoopbackKey key)
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
