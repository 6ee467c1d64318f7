package objectledger.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import objectledger.FakeReceiver;
import objectledger.startup.SelfSignedCertificate;
import objectledger.workflow.WorkflowClient;
import objectledger.workflow.WorkflowSettingsReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Proves that a request is sent again where a kept connection was closed, as often as there are
 * kept connections, and in no other case.
 */
class StaleConnectionRetryTest {
  private static final int KEPT = 3;

  private final IdleConnections idle = new IdleConnections(InstantSource.system());
  private final AtomicInteger sent = new AtomicInteger();
  private final IOException closed = new SocketException("Unexpected end of file");
  private String most;

  /** Whatever client another test of this process has made. */
  @BeforeEach
  void letTheJdkKeepEnough() {
    most = System.setProperty("http.maxConnections", Integer.toString(KEPT));
  }

  @AfterEach
  void restoreWhatTheJdkKeeps() {
    if (most == null) {
      System.clearProperty("http.maxConnections");
    } else {
      System.setProperty("http.maxConnections", most);
    }
  }

  @Test
  void requestIsSentOnceMoreForEachClosedConnection() throws IOException {
    keepConnections();

    assertThat(call(KEPT, closed).httpResponse().statusCode()).isEqualTo(200);
    assertThat(sent).hasValue(KEPT + 1);
  }

  @Test
  void failureOnANewConnectionIsTheCallers() {
    keepConnections();

    assertThatThrownBy(() -> call(KEPT + 1, closed)).isSameAs(closed);
    assertThat(sent).as("one for each kept connection, and one for the new one").hasValue(KEPT + 1);

    assertThatThrownBy(() -> call(KEPT + 2, closed)).isSameAs(closed);
    assertThat(sent).as("a second try has no kept connection").hasValue(KEPT + 2);
  }

  static IOException[] failuresOfAServerThatWasReached() {
    return new IOException[] {
      new SocketTimeoutException("Read timed out"), new ConnectException("Connection refused")
    };
  }

  @ParameterizedTest
  @MethodSource("failuresOfAServerThatWasReached")
  void failureThatNoClosedConnectionHasIsTheCallers(IOException failure) {
    keepConnections();

    assertThatThrownBy(() -> call(1, failure)).isSameAs(failure);
    assertThat(sent).hasValue(1);
  }

  @Test
  void requestWhoseThreadWasInterruptedIsNotSentAgain() {
    keepConnections();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> call(1, closed)).isSameAs(closed);
    } finally {
      assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
    }
    assertThat(sent).hasValue(1);
  }

  @Test
  void requestThatWasAbortedIsNotSentAgain() {
    keepConnections();
    var request = client(1, closed).prepareRequest(put(URI.create("https://s3.example/")));
    request.abort();

    assertThatThrownBy(request::call).isSameAs(closed);
    assertThat(sent).hasValue(1);
  }

  @Test
  void closedConnectionIsKnownByTlsToo() throws Exception {
    var key = new SelfSignedCertificate();
    var context = SSLContext.getInstance("TLS");
    context.init(key.keyManagers(), null, null);
    try (var server = new OneAnswer(context.getServerSocketFactory());
        var http = AwsClientDefaults.http(key.trustManagers())) {
      for (var i = 0; i < 3; i++) {
        var answer = http.prepareRequest(put(server.uri("https"))).call();

        assertThat(answer.httpResponse().statusCode()).isEqualTo(200);
      }
    }
  }

  /** It may have acted. */
  @Test
  void postOfAWorkflowIsNotSentAgain() {
    try (var server = new FakeReceiver()) {
      server.always(HttpExchange::close);
      var workflow =
          WorkflowSettingsReader.read(
              """
              {"url":"%s","match":{"suffix":"x"},"body":"{\\"uri\\":\\"{{uri}}\\"}"}"""
                  .formatted(server.url()),
              new ArrayList<>());
      var receiver = new WorkflowClient(workflow.orElseThrow());

      var answer = receiver.post("{}", Map.of(), Duration.ofSeconds(2));

      assertThat(answer.isNone()).isTrue();
      assertThat(answer.mayHaveActed()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** Answers the first request of a connection, and closes it. */
  private static final class OneAnswer implements AutoCloseable {
    private final ServerSocket server;

    OneAnswer(ServerSocketFactory factory) throws IOException {
      server = factory.createServerSocket(0, 5, InetAddress.getLoopbackAddress());
      Thread.ofPlatform().daemon().start(this::accept);
    }

    URI uri(String scheme) {
      return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/");
    }

    private void accept() {
      try {
        while (true) {
          serve(server.accept());
        }
      } catch (IOException e) {
        // It was closed.
      }
    }

    private void serve(Socket socket) throws IOException {
      try (socket) {
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        read(in);
        var answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      }
    }

    /** Every request here has a body of two letters. */
    private void read(BufferedReader in) throws IOException {
      for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        // The head is of no interest.
      }
      assertThat(in.read(new char[2], 0, 2)).isEqualTo(2);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private void keepConnections() {
    for (var i = 0; i < KEPT; i++) {
      idle.add(
          IdleConnections.server(put(URI.create("https://s3.example/")).httpRequest()),
          SdkHttpResponse.builder().statusCode(200).build());
    }
  }

  private HttpExecuteResponse call(int failures, IOException failure) throws IOException {
    return client(failures, failure).prepareRequest(put(URI.create("https://s3.example/"))).call();
  }

  /** Fails until so many requests were sent. */
  private SdkHttpClient client(int failures, IOException failure) {
    SdkHttpClient http =
        new SdkHttpClient() {
          @Override
          public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
              @Override
              public HttpExecuteResponse call() throws IOException {
                if (sent.incrementAndGet() <= failures) {
                  throw failure;
                }
                return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder().statusCode(200).build())
                    .build();
              }

              @Override
              public void abort() {
                // There is nothing to end.
              }
            };
          }

          @Override
          public void close() {
            // There is nothing to close.
          }
        };
    return new StaleConnectionRetry(http, idle);
  }

  private static HttpExecuteRequest put(URI uri) {
    return HttpExecuteRequest.builder()
        .request(
            SdkHttpRequest.builder()
                .method(SdkHttpMethod.PUT)
                .uri(uri)
                .putHeader("Content-Length", "2")
                .build())
        .contentStreamProvider(() -> new ByteArrayInputStream(new byte[] {'{', '}'}))
        .build();
  }
}
