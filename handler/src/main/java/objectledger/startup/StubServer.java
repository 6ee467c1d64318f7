package objectledger.startup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * Returns the same response to every request, inside this process. It is a plain socket, because an
 * HTTP server would load more classes than priming itself.
 */
final class StubServer implements AutoCloseable {
  /** A successful response of S3. */
  private static final String OF_S3 =
      """
      HTTP/1.1 200 OK
      Content-Length: 0
      Content-Type: text/plain
      ETag: "d41d8cd98f00b204e9800998ecf8427e"
      Last-Modified: Thu, 01 Jan 1970 00:00:00 GMT
      x-amz-meta-name: value
      x-amz-server-side-encryption: AES256
      x-amz-version-id: null

      """;

  private static final String CREDENTIALS =
      """
      {"AccessKeyId":"nobody","SecretAccessKey":"-","Token":"-","Expiration":"9999-12-31T00:00:00Z"}
      """;

  /**
   * The response of Lambda's credentials endpoint to a restored function; these credentials belong
   * to no account.
   */
  private static final String WITH_CREDENTIALS =
      "HTTP/1.1 200 OK\nContent-Length: " + (CREDENTIALS.length() + 1) + "\n\n" + CREDENTIALS;

  private static final String LENGTH = "content-length:";

  private final byte[] answer;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private final String scheme;

  /** A stub of S3 without TLS. */
  StubServer() throws IOException {
    this(OF_S3, ServerSocketFactory.getDefault(), "http");
  }

  /** A stub of S3 with TLS. */
  StubServer(SelfSignedCertificate key) throws IOException, GeneralSecurityException {
    this(OF_S3, context(key.keyManagers()).getServerSocketFactory(), "https");
  }

  /** A stub of the credentials endpoint. */
  static StubServer withCredentials() throws IOException {
    return new StubServer(WITH_CREDENTIALS, ServerSocketFactory.getDefault(), "http");
  }

  private StubServer(String answer, ServerSocketFactory factory, String scheme) throws IOException {
    this.answer = answer.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    this.server = factory.createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    this.scheme = scheme;
    Thread.ofPlatform().daemon().name("loopback").start(this::accept);
  }

  URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
  }

  private static SSLContext context(KeyManager[] keys) throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(keys, null, null);
    return context;
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        Thread.ofPlatform().daemon().name("loopback").start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The server was closed.
    }
  }

  private void serve(Socket socket) {
    open.add(socket);
    try (socket) {
      // Without this, a response waits for the acknowledgement of the TLS records before it.
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        in.skipNBytes(lengthOfBody(in));
        socket.getOutputStream().write(answer);
      }
    } catch (IOException e) {
      // The client has closed the connection.
    }
  }

  /** Reads the head of a request. Returns the length of its body. */
  private static int lengthOfBody(InputStream in) throws IOException {
    var length = 0;
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    return length;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the request ended");
      }
      line.append((char) c);
    }
    return line.toString().strip().toLowerCase(Locale.ROOT);
  }

  /** Closes every connection too, because none may be open in a snapshot. */
  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
