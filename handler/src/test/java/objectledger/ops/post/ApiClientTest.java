package objectledger.ops.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import objectledger.ops.CommandException;
import objectledger.ops.FakeAws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

/** Proves, over real HTTP, what the API is sent, and what is made of each answer. */
class ApiClientTest {
  private static final String ERROR =
      "{\"success\":false,\"error\":{\"code\":\"C\",\"message\":\"M\",\"request_id\":\"R\"}}";

  private final FakeAws aws = new FakeAws();

  @AfterEach
  void stop() {
    aws.close();
  }

  private ApiClient client(Authorization authorization, String apiKey) {
    return new ApiClient(URI.create(aws.url() + "/_emulator/api/x/v1"), authorization, apiKey);
  }

  private ApiResponse post(String body) throws IOException {
    try (var client = client(Authorization.ofToken("t"), "")) {
      return client.post("orders", body.getBytes(UTF_8), "application/json");
    }
  }

  @Test
  void postsTheBytesWithTheTokenAndTheKey() throws IOException {
    aws.reply(200, "{\"success\":true,\"data\":{\"id\":\"1\"}}");
    try (var client = client(Authorization.ofToken("the token"), "the key")) {
      var response = client.post("orders", new byte[] {0, -1, 10}, "application/x-ndjson");

      assertThat(response.isSuccess()).isTrue();
      assertThat(response.data().get("id").text()).isEqualTo("1");
    }
    var request = aws.requests().getFirst();
    assertThat(request.line()).isEqualTo("POST /_emulator/api/x/v1/table/orders/object");
    assertThat(request.body()).containsExactly(0, -1, 10);
    assertThat(request.headers())
        .containsEntry("Authorization", List.of("the token"))
        .containsEntry("X-api-key", List.of("the key"))
        .containsEntry("Content-type", List.of("application/x-ndjson"));
  }

  @Test
  void signsPathHeadersAndBodyForTheApi() throws IOException {
    aws.reply(200, "{\"success\":true,\"data\":{}}").reply(200, "{\"success\":true,\"data\":{}}");
    var credentials = AwsSessionCredentials.create("id", "secret", "session");
    try (var client =
        client(Authorization.ofCredentials(credentials, Region.EU_WEST_1), "the key")) {
      client.post("orders", new byte[] {1}, "application/json");
      client.status("orders", "4-2");
    }

    for (var request : aws.requests()) {
      assertThat(request.headers().getFirst("Authorization"))
          .startsWith("AWS4-HMAC-SHA256 Credential=id/")
          .contains("/eu-west-1/execute-api/aws4_request")
          .contains("host;")
          .contains("x-api-key");
      assertThat(request.headers().getFirst("X-Amz-Security-Token")).isEqualTo("session");
    }
    assertThat(aws.requests().getLast().line())
        .isEqualTo("GET /_emulator/api/x/v1/table/orders/object/4-2");
  }

  @ParameterizedTest
  @CsvSource({
    "401,TOKEN=",
    "403,API_KEY=",
    "413,FILE=",
    "429,wait",
    "503,again",
    "502,again",
    "504,KEY=id=R"
  })
  void refusalNamesTheCodeTheRequestAndWhatToType(int status, String cure) throws IOException {
    aws.reply(status, ERROR);

    var refusal = post("{}").refusal();

    assertThat(refusal.getMessage())
        .isEqualTo("the API answered %s: C: M (request R)".formatted(status));
    assertThat(refusal.cures()).anySatisfy(line -> assertThat(line).contains(cure));
  }

  @Test
  void timeOutIsNotSaidToHaveStoredNothing() {
    assertThat(new ApiResponse(504, ERROR).refusal().cures())
        .noneMatch(cure -> cure.contains("not stored"))
        .anyMatch(cure -> cure.contains("may be stored"));
  }

  @Test
  void valueThatNoHeaderCanHaveIsRefusedWithoutShowingIt() {
    for (var unsendable : List.of("a secret\nb: c", "a secret\r", "a secret\0")) {
      try (var client = client(Authorization.ofToken(unsendable), "")) {
        assertThatThrownBy(() -> client.status("orders", "1"))
            .isInstanceOf(CommandException.class)
            .hasMessageContaining("Authorization")
            .hasMessageContaining("TOKEN")
            .hasMessageNotContaining("secret");
      }
    }
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void answerThatIsNoSuccessOfTheApiIsNone() throws IOException {
    aws.reply(200, "<html>a proxy</html>").reply(200, "{\"success\":false}").reply(204, "");

    assertThat(post("{}").isSuccess()).isFalse();
    assertThat(post("{}").isSuccess()).isFalse();
    assertThat(post("{}").isSuccess()).isFalse();
  }

  @Test
  void sendsADocumentOnceOnly() throws IOException {
    aws.reply(503, ERROR);

    assertThat(post("{}").status()).isEqualTo(503);

    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void asksUntilItIsKnownWithLongerAndLongerPauses() throws IOException {
    var answers =
        new ArrayList<>(
            List.of(
                new ApiResponse(404, ERROR),
                new ApiResponse(429, ERROR),
                new ApiResponse(503, ERROR),
                new ApiResponse(200, "{\"success\":true,\"data\":{\"state\":\"stored\"}}")));
    var pauses = new ArrayList<Duration>();

    var state =
        new StatusPoll(answers::removeFirst, pauses::add)
            .await(Duration.ofMinutes(1))
            .orElseThrow();

    assertThat(state.get("state").text()).isEqualTo("stored");
    assertThat(pauses).extracting(Duration::toMillis).containsExactly(250L, 500L, 1000L);
  }

  @Test
  void waitsNoLongerThanItMayAndEndsAtARefusal() throws IOException {
    var waited = new ArrayList<Duration>();

    var state =
        new StatusPoll(() -> new ApiResponse(404, ERROR), waited::add).await(Duration.ofSeconds(9));

    assertThat(state).isEmpty();
    assertThat(waited.stream().reduce(Duration.ZERO, Duration::plus)).hasSeconds(9);
    assertThatThrownBy(
            () ->
                new StatusPoll(() -> new ApiResponse(403, ERROR), waited::add)
                    .await(Duration.ofSeconds(9)))
        .isInstanceOf(CommandException.class);
  }

  @Test
  void proxyOfTheEnvironmentIsUsedExceptForSparedHosts() {
    var proxy =
        new EnvironmentProxy(
            Map.of(
                "HTTPS_PROXY", "http://proxy.example:3128", "no_proxy", "127.0.0.1,.corp.example"));

    assertThat(proxy.select(URI.create("https://x.execute-api.eu-west-1.amazonaws.com/v1")))
        .singleElement()
        .hasToString("HTTP @ proxy.example/<unresolved>:3128");
    for (var spared : List.of("https://127.0.0.1:5000/", "https://api.corp.example/")) {
      assertThat(proxy.select(URI.create(spared))).containsExactly(Proxy.NO_PROXY);
    }
  }
}
