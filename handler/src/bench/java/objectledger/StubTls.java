package objectledger;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * The TLS of {@link StubS3}. Its first handshakes take 25 ms, because their code is not compiled
 * yet; that would count as time of the function, which opens connections when it starts.
 */
record StubTls(SSLContext tls) {
  /** After so many, a handshake takes a fifth of the time of the first ones. */
  private static final int HANDSHAKES = 1_000;

  private static final int WAITING = 256;

  /** With the key of a key store, whose certificate it also trusts. */
  static StubTls of(Path store, String password) throws GeneralSecurityException, IOException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, password.toCharArray());
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    var tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return new StubTls(tls);
  }

  /**
   * Listens on a free port. AWS's servers take the shorter key where a client offers both; Java's
   * own take the longer.
   */
  SSLServerSocket listen() throws IOException {
    var server =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(0, WAITING, InetAddress.getLoopbackAddress());
    var parameters = server.getSSLParameters();
    parameters.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"});
    server.setSSLParameters(parameters);
    return server;
  }

  /** Connects to a server of this process, which must accept, until its handshake is compiled. */
  void warmUp(SSLServerSocket server) throws IOException {
    for (var i = 0; i < HANDSHAKES; i++) {
      try (var socket =
          (SSLSocket)
              tls.getSocketFactory().createSocket(server.getInetAddress(), server.getLocalPort())) {
        socket.startHandshake();
      }
    }
  }
}
