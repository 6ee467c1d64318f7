package objectledger.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Proves that a payload which Lambda does not take is told from a function that it does not run.
 */
class LambdaInvokerTest {
  private HttpServer server;
  private int status;
  private String type = "";
  private LambdaInvoker lambda;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          if (!type.isEmpty()) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
          }
          var body = "{\"Message\":\"it says why\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key"));
    var http = new SignedHttp("lambda", "eu-west-1", endpoint, credentials, tries -> {});
    lambda = new LambdaInvoker(http, "handler", "live");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidRequestContentException",
    "400, InvalidRequestContentException:http://internal.amazon.com/coral/",
    "413, RequestTooLargeException"
  })
  void payloadThatLambdaDoesNotTakeIsAPermanentFailure(int status, String type) {
    this.status = status;
    this.type = type;

    assertThat(lambda.invoke(new byte[] {'{'}).problem())
        .hasValueSatisfying(
            cause -> assertThat(cause).startsWith("PERMANENT: ").contains("it says why"));
  }

  @ParameterizedTest
  @CsvSource({"400, InvalidParameterValueException", "403, AccessDeniedException", "404, ''"})
  void anyOtherRefusalIsOfEveryPayload(int status, String type) {
    this.status = status;
    this.type = type;

    assertThatThrownBy(() -> lambda.invoke(new byte[] {'{'}))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("lambda answers " + status);
  }

  @Test
  void answerOfTheFunctionIsReadWhateverItIs() {
    status = 200;

    assertThat(lambda.invoke(new byte[] {'{'}).json().get("Message").text())
        .isEqualTo("it says why");
  }
}
