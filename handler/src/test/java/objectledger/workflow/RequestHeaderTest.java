package objectledger.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import objectledger.aws.FailureClassifier;
import objectledger.json.JsonText;
import objectledger.json.JsonWriter;
import objectledger.lambda.FailureKind;
import objectledger.parameters.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves which headers the workflow's request may have, and which values they carry. */
class RequestHeaderTest {
  private static final RequestHeader KEY = new RequestHeader("x-api-key", "KEY", "", false);
  private static final RequestHeader BASIC =
      new RequestHeader("Authorization", "LOGIN", "Basic ", true);

  private final List<String> problems = new ArrayList<>();

  private List<RequestHeader> read(Map<String, ?> headers, String token) {
    var setting =
        Map.of(
            "url",
            "https://example.com/",
            "match",
            Map.of("suffix", "x"),
            "body",
            "{\"a\":1}",
            "token_parameter",
            token,
            "headers",
            headers);
    return WorkflowSettingsReader.read(
            new String(JsonWriter.toLine(setting), StandardCharsets.UTF_8), problems)
        .orElseThrow()
        .headers();
  }

  private List<RequestHeader> read(String name) {
    return read(Map.of(name, Map.of("parameter", "KEY")), "");
  }

  @Test
  void headersAreReadBesideTheToken() {
    var headers =
        read(
            Map.of(
                "x-api-key",
                Map.of("parameter", "KEY"),
                "X-Login",
                Map.of("parameter", "LOGIN", "prefix", "Basic ", "base64", true)),
            "TOKEN");

    assertThat(problems).isEmpty();
    assertThat(headers)
        .containsExactlyInAnyOrder(
            RequestHeader.bearer("TOKEN"),
            KEY,
            new RequestHeader("X-Login", "LOGIN", "Basic ", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x api key", "x-api-key:", "x-äpi", "x\r\nHost", "\u2028"})
  void nameIsAToken(String name) {
    read(name);

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("WORKFLOW.headers has " + JsonText.quote(name) + ": set the name of a header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept",
        "accept-encoding",
        "Connection",
        "Content-Length",
        "Content-Type",
        "content-encoding",
        "Expect",
        "HOST",
        "Idempotency-Key",
        "Keep-Alive",
        "Origin",
        "Proxy-Authorization",
        "Sec-Fetch-Mode",
        "Access-Control-Request-Method",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
        "Via"
      })
  void nameIsNoneOfTheFunctionsOrOfJavasClient(String name) {
    read(name);

    assertThat(problems)
        .containsExactly(
            "WORKFLOW.headers has %s, which is not yours to set: remove it".formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization", "Cookie", "X-Api-Key", "PRIVATE-TOKEN", "accept-x", "a!"})
  void everyOtherNameIsTaken(String name) {
    assertThat(read(name)).containsExactly(new RequestHeader(name, "KEY", "", false));
    assertThat(problems).isEmpty();
  }

  @Test
  void noHeaderIsSentTwice() {
    var key = Map.of("parameter", "KEY");

    read(Map.of("AUTHORIZATION", key), "TOKEN");
    read(Map.of("x-api-key", key, "X-Api-Key", key), "");

    assertThat(problems)
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).startsWith("WORKFLOW sends the header "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AWS_SESSION_TOKEN", "LAMBDA_KEY", "a-b", "1"})
  void parameterIsOne(String parameter) {
    read(Map.of("x-api-key", Map.of("parameter", parameter)), "");

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith(
            "WORKFLOW.headers.x-api-key.parameter is " + JsonText.quote(parameter) + ": set");
  }

  @ParameterizedTest
  @ValueSource(strings = {" Basic", "Basic\r\n", "Bäsic "})
  void prefixIsAsciiOfOneLine(String prefix) {
    read(Map.of("x-api-key", Map.of("parameter", "KEY", "prefix", prefix)), "");

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith(
            "WORKFLOW.headers.x-api-key.prefix is " + JsonText.quote(prefix) + ": set up to");
  }

  @ParameterizedTest
  @CsvSource({
    "user:password, Basic dXNlcjpwYXNzd29yZA==",
    // RFC 7617's own example, with a letter beyond ASCII.
    "test:123£, Basic dGVzdDoxMjPCow==",
    "Aladdin:open sesame, Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
  })
  void loginIsEncodedAsBasicWantsIt(String login, String sent) {
    assertThat(BASIC.carrying(new Secret(login)).reveal()).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "0a1b-2c3d", "Token abc, id=\"7\"", "~"})
  void valueIsSentAsItIs(String value) {
    assertThat(KEY.carrying(new Secret(value)).reveal()).isEqualTo(value);
    assertThat(
            new RequestHeader("Authorization", "KEY", "ApiKey ", false)
                .carrying(new Secret(value))
                .reveal())
        .isEqualTo("ApiKey " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " k", "k ", "hunter2\n", "hunter2\r\nHost: a", "hüntér2", "a\tb", "日"})
  void valueThatNoHeaderCanCarryIsNamedAndNotTold(String value) {
    assertThatThrownBy(() -> KEY.carrying(new Secret(value)))
        .hasMessageStartingWith("the parameter KEY cannot be sent as header x-api-key: it is")
        .hasMessageNotContaining("hunter2")
        .extracting(e -> FailureClassifier.kindOf((RuntimeException) e))
        .isEqualTo(FailureKind.FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "user:hunter2\n", "user:hunter2\u0000", "user:\u0085"})
  void loginThatNoHeaderCanCarryIsNamedAndNotTold(String login) {
    assertThatThrownBy(() -> BASIC.carrying(new Secret(login)))
        .hasMessageStartingWith("the parameter LOGIN cannot be sent as header Authorization: it is")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void bearerTokenHasNoSpaceInside() {
    assertThatThrownBy(() -> RequestHeader.bearer("TOKEN").carrying(new Secret("a b")))
        .hasMessageContaining("the parameter TOKEN cannot be sent as header Authorization");
  }

  @Test
  void valueIsAsLongAsAReceiverTakes() {
    assertThat(KEY.carrying(new Secret("k".repeat(8_000))).reveal()).hasSize(8_000);
    assertThat(BASIC.carrying(new Secret("k".repeat(6_000))).reveal()).hasSize(6 + 8_000);
    assertThatThrownBy(() -> KEY.carrying(new Secret("k".repeat(8_001))))
        .hasMessageContaining("too long");
    assertThatThrownBy(() -> BASIC.carrying(new Secret("k".repeat(6_001))))
        .hasMessageContaining("too long");
  }

  @Test
  void whatIsSentPrintsAsAPlaceholder() {
    var sent = RequestCredentials.of(List.of(KEY), Map.of("KEY", new Secret("hunter2")));

    assertThat(sent.toString()).contains("[secret]").doesNotContain("hunter2");
  }
}
