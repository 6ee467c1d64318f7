package objectledger.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static objectledger.FakeReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import objectledger.FakeReceiver;
import objectledger.ModelS3;
import objectledger.TestFunction;
import objectledger.lambda.Deadline;
import objectledger.parameters.ParameterProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves, over real HTTP, that a request carries several parameters in headers of its own, that all
 * of them are read anew where they are refused, and that no part of one is shown.
 */
class WorkflowHeadersTest {
  private static final List<RequestHeader> HEADERS =
      List.of(
          new RequestHeader("Authorization", "LOGIN", "Basic ", true),
          new RequestHeader("x-api-key", "KEY", "", false),
          new RequestHeader("X-Own", "OWN", "v=", false));

  private final ModelS3 s3 = new ModelS3(ModelS3.Versioning.ENABLED);
  private final FakeReceiver receiver = new FakeReceiver();
  private String secret = "{\"LOGIN\":\"alice:hunter2\",\"KEY\":\"key-1\"}";
  private Duration cached = Duration.ofMinutes(5);
  private int reads;

  @AfterEach
  void close() {
    receiver.close();
  }

  private WorkflowInvoker call(List<RequestHeader> headers) {
    var workflow =
        new WorkflowSettings(
            receiver.url(),
            new KeyMatch("", "", "_SUCCESS", List.of()),
            new BodyTemplate("{\"uri\":\"{{uri}}\",\"bytes\":\"{{size:number}}\"}"),
            headers,
            Duration.ofSeconds(5));
    var parameters =
        new ParameterProvider(
            Map.of("OWN", "mine"),
            "object-ledger/test",
            cached,
            deadline -> {
              reads++;
              return secret;
            },
            InstantSource.system());
    var marker = new CallClaims(ModelS3.ledger(s3), (tries, left) -> {}, InstantSource.system());
    return new WorkflowInvoker(
        workflow, marker, parameters, (tries, left) -> {}, InstantSource.system());
  }

  private void make(WorkflowInvoker call) {
    var event = s3.put("_SUCCESS", "hello");
    call.callFor(TestFunction.created(event), new Deadline(() -> 20_000));
  }

  private List<String> sent(String name) {
    return receiver.requests().stream().map(request -> request.headers().get(name)).toList();
  }

  @Test
  void requestCarriesEachParameterInItsHeaderAndNumbersInItsBody() {
    make(call(HEADERS));

    assertThat(sent("authorization")).containsExactly("Basic YWxpY2U6aHVudGVyMg==");
    assertThat(sent("x-api-key")).containsExactly("key-1");
    assertThat(sent("x-own")).containsExactly("v=mine");
    assertThat(receiver.requests().getFirst().body())
        .isEqualTo("{\"uri\":\"s3://source-bucket/_SUCCESS\",\"bytes\":5}");
  }

  @Test
  void parametersOfOneRequestAreOfOneReading() {
    cached = Duration.ZERO;

    make(call(HEADERS));

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void refusedParametersAreReadOnceAndSentAgainWhereOneHasChanged() {
    receiver.next(
        exchange -> {
          secret = "{\"LOGIN\":\"alice:hunter3\",\"KEY\":\"key-1\"}";
          status(401, "").answer(exchange);
        });

    make(call(HEADERS));

    assertThat(reads).isEqualTo(2);
    assertThat(sent("authorization"))
        .containsExactly("Basic YWxpY2U6aHVudGVyMg==", "Basic YWxpY2U6aHVudGVyMw==");
    assertThat(sent("x-api-key")).containsExactly("key-1", "key-1");
  }

  @Test
  void refusedParametersThatHaveNotChangedAreReadOnceAndNotSentAgain() {
    receiver.always(status(403, ""));

    assertThatThrownBy(() -> make(call(HEADERS))).hasMessageContaining("answered 403");

    assertThat(reads).isEqualTo(2);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void parameterThatIsNotThereIsNamedAndNothingIsSent() {
    secret = "{\"LOGIN\":\"alice:hunter2\"}";

    assertThatThrownBy(() -> make(call(HEADERS))).hasMessageContaining("parameter KEY not found");
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void parameterThatNoHeaderCanCarryIsNamedAndNothingIsSent() {
    secret = "{\"LOGIN\":\"alice:hunter2\",\"KEY\":\"key-1\\r\\nX-Other: 1\"}";

    assertThatThrownBy(() -> make(call(HEADERS)))
        .hasMessageStartingWith("the parameter KEY cannot be sent as header x-api-key")
        .hasMessageNotContaining("key-1");
    assertThat(receiver.requests()).isEmpty();
  }

  /** The three ways in which somebody may have put the same login into the secret. */
  static Stream<Map.Entry<RequestHeader, String>> logins() {
    var encoded = Base64.getEncoder().encodeToString("alice:hunter2".getBytes(UTF_8));
    return Stream.of(
        Map.entry(new RequestHeader("Authorization", "LOGIN", "Basic ", true), "alice:hunter2"),
        Map.entry(new RequestHeader("Authorization", "LOGIN", "Basic ", false), encoded),
        Map.entry(new RequestHeader("Authorization", "LOGIN", "", false), "Basic " + encoded));
  }

  @ParameterizedTest
  @MethodSource("logins")
  void noPartOfALoginThatAnAnswerRepeatsIsShown(Map.Entry<RequestHeader, String> login) {
    secret = "{\"LOGIN\":\"" + login.getValue() + "\"}";
    var encoded = Base64.getEncoder().encodeToString("alice:hunter2".getBytes(UTF_8));
    var shells =
        List.<UnaryOperator<String>>of(
            text -> text, text -> URLEncoder.encode(text, UTF_8), text -> "x" + text + "x");
    for (var part : List.of("hunter2", "alice:hunter2", encoded, "Basic " + encoded, "alice")) {
      for (var shell : shells) {
        receiver.always(status(400, "got " + shell.apply(part) + ", no"));

        assertThatThrownBy(() -> make(call(List.of(login.getKey()))))
            .hasMessageContaining("answered 400: got ")
            .hasMessageContaining("[secret]")
            .satisfies(
                e ->
                    assertThat(e.getMessage())
                        .doesNotContain("hunter2", "alice", encoded.substring(0, 6)));
      }
    }
  }

  @Test
  void secretThatIsThePartOfAnotherLeavesNothingOfIt() {
    secret = "{\"KEY\":\"token-1\",\"LOGIN\":\"token-12345\"}";
    receiver.always(status(400, "got token-12345 and token-1"));
    var headers =
        List.of(
            new RequestHeader("x-api-key", "KEY", "", false),
            new RequestHeader("x-login", "LOGIN", "", false));

    assertThatThrownBy(() -> make(call(headers)))
        .hasMessageEndingWith("answered 400: got [secret] and [secret]");
  }
}
