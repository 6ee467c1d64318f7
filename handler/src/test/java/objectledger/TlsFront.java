package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** TLS before a server that has none, as S3 has it: a good part of a start is TLS. */
public final class TlsFront implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final int target;
  private final Path store;
  private final SSLServerSocket server;

  public TlsFront(Path folder, int target) throws IOException, InterruptedException {
    this.target = target;
    this.store = folder.resolve("tls.p12");
    var arguments =
        "-genkeypair -alias s3 -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1"
            + " -storetype PKCS12 -storepass "
            + PASSWORD;
    var command = new ArrayList<String>(List.of(arguments.split(" ")));
    command.addFirst(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-keystore", store.toString()));
    var keytool = new ProcessBuilder(command).redirectErrorStream(true);
    var running = keytool.start();
    var told = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.waitFor()).as(told).isZero();
    this.server = listen();
    Thread.ofPlatform().daemon().start(this::accept);
  }

  private SSLServerSocket listen() throws IOException {
    try (var in = Files.newInputStream(store)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return (SSLServerSocket)
          context
              .getServerSocketFactory()
              .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String url() {
    return "https://127.0.0.1:" + server.getLocalPort();
  }

  /** What makes a JVM trust it. */
  public List<String> trust() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  private void accept() {
    try {
      while (true) {
        var outer = server.accept();
        var inner = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofPlatform().daemon().start(() -> pass(outer, inner));
        Thread.ofPlatform().daemon().start(() -> pass(inner, outer));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One side hung up.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
