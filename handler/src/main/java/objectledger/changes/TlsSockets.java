package objectledger.changes;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The TLS sockets of the driver. The driver makes the factory itself, from the name of its class
 * and one text, so what a factory needs is found by that text. It checks the host's name during the
 * handshake, and keeps the socket below TLS: closing that one ends a call at once, whereas TLS
 * waits for its peer when it is closed.
 */
public final class TlsSockets extends SSLSocketFactory {
  private static final Map<String, Trust> TRUST = new ConcurrentHashMap<>();
  private static final AtomicLong NAMES = new AtomicLong();

  private final Trust trust;

  /** Is called by the driver. */
  public TlsSockets(Properties properties) {
    this.trust = Objects.requireNonNull(TRUST.get(properties.getProperty("sslfactoryarg")));
  }

  /** Whom one connection trusts, and the socket below its TLS. */
  static final class Trust implements Closeable {
    private final String name = Long.toString(NAMES.incrementAndGet());
    private final SSLContext context;
    private volatile Socket socket;

    Trust(SSLContext context) {
      this.context = context;
      TRUST.put(name, this);
    }

    /** What the driver's factory finds it by. */
    String name() {
      return name;
    }

    /** No factory can find it any more. */
    void forget() {
      TRUST.remove(name);
    }

    /** Ends the connection, if there is one, whatever becomes of it. */
    void end() {
      try {
        close();
      } catch (IOException e) {
        // It is gone already.
      }
    }

    /** Ends the connection without waiting for its peer. */
    @Override
    public void close() throws IOException {
      var open = socket;
      if (open != null) {
        open.close();
      }
    }
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    trust.socket = socket;
    var created = trust.context.getSocketFactory().createSocket(socket, host, port, autoClose);
    if (!(created instanceof SSLSocket tls)) {
      throw new IOException("the JDK's sockets are no TLS sockets");
    }
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    return tls;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return trust.context.getSocketFactory().getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return trust.context.getSocketFactory().getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("the driver opens the socket below TLS");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("the driver opens the socket below TLS");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("the driver opens the socket below TLS");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("the driver opens the socket below TLS");
  }
}
