package objectledger.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import objectledger.Payload;
import objectledger.Signatures;
import objectledger.TestEvents;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.lambda.Sha256;
import objectledger.ops.failures.FunctionLog;
import objectledger.ops.release.CloudWatchMetrics;
import objectledger.ops.release.LambdaVersions;
import objectledger.ops.release.VersionReadinessCommand;
import objectledger.ops.release.Versions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Proves, before a real HTTP server, what the tools send to Lambda and to the logs, and hear. */
class SignedHttpTest {
  private record Request(String method, String path, String query, Headers headers, byte[] body) {}

  private record Reply(int status, Map<String, String> headers, String body) {}

  private final List<Request> requests = new ArrayList<>();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void invocationIsSignedAndReachesTheAliasAlone() throws GeneralSecurityException {
    replies.add(new Reply(200, Map.of(), "{\"batchItemFailures\":[]}"));

    var answer = lambda().invoke("{\"a\":\"é\"}".getBytes(UTF_8));

    assertThat(answer.problem()).isEmpty();
    var request = requests.getFirst();
    assertThat(request.path()).isEqualTo("/2015-03-31/functions/the-function/invocations");
    assertThat(request.query()).isEqualTo("Qualifier=live");
    assertThat(new String(request.body(), UTF_8)).isEqualTo("{\"a\":\"é\"}");
    assertThat(request.headers().getFirst("X-Amz-Invocation-Type")).isEqualTo("RequestResponse");
    assertThat(request.headers().getFirst("X-Amz-Security-Token")).isEqualTo("token");
    assertIsSigned(request, "lambda");
  }

  @Test
  void errorOfTheFunctionIsAnAnswerWithItsCause() {
    replies.add(
        new Reply(
            200,
            Map.of("X-Amz-Function-Error", "Unhandled"),
            "{\"errorMessage\":\"1 of 1 events not recorded\",\"errorType\":\"x\"}"));
    replies.add(new Reply(200, Map.of(), ""));
    replies.add(new Reply(200, Map.of(), "{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}"));

    assertThat(lambda().invoke(new byte[0]).problem()).contains("1 of 1 events not recorded");
    assertThat(lambda().invoke(new byte[0]).problem()).isEmpty();
    assertThat(lambda().invoke(new byte[0]).problem()).isPresent();
  }

  @Test
  void busyLambdaIsAskedAgainAFewTimes() throws GeneralSecurityException {
    replies.add(new Reply(429, Map.of(), "{\"Reason\":\"ConcurrentInvocationLimitExceeded\"}"));
    replies.add(new Reply(503, Map.of(), ""));
    replies.add(new Reply(200, Map.of(), ""));

    assertThat(lambda().invoke(new byte[0]).problem()).isEmpty();

    assertThat(requests).hasSize(3);
    assertIsSigned(requests.getLast(), "lambda");
  }

  @Test
  void refusalIsSaidInOneLineAndNotRepeated() {
    replies.add(new Reply(403, Map.of(), "{\"Message\":\"no\nright\"}"));

    assertThatThrownBy(() -> lambda().invoke(new byte[0]))
        .isInstanceOf(CommandException.class)
        .hasMessage("lambda answers 403: {\\\"Message\\\":\\\"no\\nright\\\"}");
    assertThat(requests).hasSize(1);
  }

  @Test
  void serverThatIsNotThereIsNamed() {
    server.stop(0);

    assertThatThrownBy(() -> lambda().invoke(new byte[0]))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("lambda cannot be reached at http://127.0.0.1:");
  }

  @Test
  void logIsSearchedPageByPageForTheCausesOfMessages() throws GeneralSecurityException {
    replies.add(
        new Reply(
            200,
            Map.of(),
            """
            {"events":[{"message":"not recorded, but no JSON"},{"message":"{\\"message\\":\\"not \
            recorded\\",\\"message_id\\":\\"m1\\",\\"object\\":\\"\\\\\\"s3://b/k\\\\\\"\\",\
            \\"fault\\":\\"RETRY\\",\\"cause\\":\\"busy\\"}"}],"nextToken":"more"}"""));
    replies.add(
        new Reply(
            200,
            Map.of(),
            """
            {"events":[{"message":"{\\"message\\":\\"not recorded\\",\\"message_id\\":\\"m1\\",\
            \\"object\\":\\"\\\\\\"s3://b/k\\\\\\"\\",\\"fault\\":\\"FORBIDDEN\\",\
            \\"cause\\":\\"no\\"}"},{"message":"{\\"message\\":\\"not recorded\\",\
            \\"message_id\\":\\"other\\",\\"object\\":\\"x\\",\\"fault\\":\\"RETRY\\",\
            \\"cause\\":\\"c\\"}"}]}"""));

    var causes =
        new FunctionLog(http("logs"), "/aws/lambda/f")
            .causes(Set.of("m1", "m2"), Instant.ofEpochMilli(5));

    assertThat(causes).isEqualTo(Map.of("m1", "\"s3://b/k\" FORBIDDEN: no"));
    assertThat(requests).hasSize(2);
    assertThat(requests.getFirst().headers().getFirst("X-Amz-Target"))
        .isEqualTo("Logs_20140328.FilterLogEvents");
    assertThat(new String(requests.getLast().body(), UTF_8))
        .isEqualTo(
            "{\"logGroupName\":\"/aws/lambda/f\",\"filterPattern\":\"\\\"not recorded\\\"\","
                + "\"startTime\":5,\"nextToken\":\"more\"}\n");
    assertIsSigned(requests.getLast(), "logs");
  }

  @Test
  void versionsAndAliasesAreReadPageByPage() throws GeneralSecurityException {
    replies.add(
        new Reply(
            200,
            Map.of(),
            """
            {"Versions":[{"Version":"$LATEST"},{"Version":"3"}],"NextMarker":"a+b"}"""));
    replies.add(new Reply(200, Map.of(), "{\"Versions\":[{\"Version\":\"4\"}]}"));
    replies.add(
        new Reply(
            200,
            Map.of(),
            """
            {"Aliases":[{"Name":"other","FunctionVersion":"1"},{"Name":"live",\
            "FunctionVersion":"3","RoutingConfig":{"AdditionalVersionWeights":{"4":0.25}}}]}"""));

    var versions = new LambdaVersions(http("lambda"), "f").read();

    assertThat(versions)
        .isEqualTo(
            new Versions(
                3, Optional.of(new Versions.Canary(4, 0.25)), List.of(3, 4), Set.of(1, 3, 4)));
    assertThat(requests)
        .extracting(request -> request.method() + " " + request.path() + "?" + request.query())
        .containsExactly(
            "GET /2015-03-31/functions/f/versions?MaxItems=50",
            "GET /2015-03-31/functions/f/versions?MaxItems=50&Marker=a%2Bb",
            "GET /2015-03-31/functions/f/aliases?MaxItems=50");
  }

  @Test
  void versionIsDeletedByItsNumber() {
    replies.add(new Reply(204, Map.of(), ""));

    new LambdaVersions(http("lambda"), "f").delete(3);

    var request = requests.getFirst();
    assertThat(request.method()).isEqualTo("DELETE");
    assertThat(request.path()).isEqualTo("/2015-03-31/functions/f");
    assertThat(request.query()).isEqualTo("Qualifier=3");
  }

  @Test
  void versionIsWaitedForUntilItCanRunOrNeverWill() {
    var versions = new LambdaVersions(http("lambda"), "f");
    replies.add(new Reply(200, Map.of(), "{\"State\":\"Pending\"}"));
    replies.add(new Reply(200, Map.of(), "{\"State\":\"Active\"}"));
    versions.awaitActive(3, tries -> {});
    assertThat(requests).hasSize(2);

    replies.add(new Reply(200, Map.of(), "{\"State\":\"Failed\",\"StateReason\":\"no\"}"));
    assertThatThrownBy(() -> versions.awaitActive(3, tries -> {}))
        .isInstanceOf(CommandException.class)
        .hasMessage("version 3 cannot run: no");
  }

  @Test
  void versionWithASnapshotIsWaitedForUntilThatIsMade() {
    var state =
        "{\"State\":\"Active\",\"SnapStart\":{\"ApplyOn\":\"%s\",\"OptimizationStatus\":\"%s\"}}";
    var versions = new LambdaVersions(http("lambda"), "f");
    replies.add(new Reply(200, Map.of(), state.formatted("PublishedVersions", "Off")));
    replies.add(new Reply(200, Map.of(), state.formatted("PublishedVersions", "On")));
    replies.add(new Reply(200, Map.of(), state.formatted("None", "Off")));

    versions.awaitActive(3, tries -> {});
    assertThat(requests).hasSize(2);

    versions.awaitActive(3, tries -> {});
    assertThat(requests).hasSize(3);
  }

  @Test
  void idleVersionIsMadeReadyByOneEventThatTheFunctionIgnores() {
    replies.add(new Reply(200, Map.of(), "{\"State\":\"Inactive\"}"));
    replies.add(new Reply(202, Map.of(), ""));
    replies.add(new Reply(200, Map.of(), "{\"State\":\"Inactive\"}"));
    replies.add(new Reply(200, Map.of(), "{\"State\":\"Active\"}"));

    new LambdaVersions(http("lambda"), "f").awaitActive(3, tries -> {});

    assertThat(requests).extracting(Request::method).containsExactly("GET", "POST", "GET", "GET");
    var event = requests.get(1);
    assertThat(event.path() + "?" + event.query())
        .isEqualTo("/2015-03-31/functions/f/invocations?Qualifier=3");
    assertThat(event.headers().getFirst("X-Amz-Invocation-Type")).isEqualTo("Event");
    assertThat(Payload.of(new JsonValue("", JsonReader.read(new String(event.body(), UTF_8)))))
        .isInstanceOf(Payload.TestEvent.class);
  }

  @Test
  void versionThatIsNotReadyInTimeIsNamedWithItsState() {
    for (var looks = 0; looks < 120; looks++) {
      replies.add(
          new Reply(200, Map.of(), "{\"State\":\"Pending\",\"StateReason\":\"being created\"}"));
    }

    var versions = new LambdaVersions(http("lambda"), "f");

    assertThatThrownBy(() -> versions.awaitActive(3, tries -> {}))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "version 3 is still not ready to run: its state is Pending, because being created");
  }

  @Test
  void canaryIsWaitedForToo() {
    var alone = new Versions(3, Optional.empty(), List.of(3, 4), Set.of(3));
    var both = new Versions(3, Optional.of(new Versions.Canary(4, 0.25)), List.of(3, 4), Set.of(3));

    assertThat(VersionReadinessCommand.behindLive(alone).toArray()).containsExactly(3);
    assertThat(VersionReadinessCommand.behindLive(both).toArray()).containsExactly(3, 4);
  }

  @Test
  void metricsOfAVersionAreThoseOfTheAliasFromTheBeginningOfItsMinute()
      throws GeneralSecurityException {
    replies.add(new Reply(200, Map.of(), "{\"Datapoints\":[{\"Sum\":7.0},{\"Sum\":5}]}"));
    replies.add(new Reply(200, Map.of(), "{\"Label\":\"Errors\",\"Datapoints\":[]}"));

    var count =
        new CloudWatchMetrics(http("monitoring"), "f", "alarms-")
            .count(4, Instant.ofEpochSecond(125));

    assertThat(count).isEqualTo(new CloudWatchMetrics.Count(12, 0));
    var request = TestEvents.json(new String(requests.getFirst().body(), UTF_8));
    assertThat(request.get("MetricName").text()).isEqualTo("Invocations");
    assertThat(request.get("StartTime").countOrUnknown()).isEqualTo(120);
    assertThat(request.get("Dimensions").items())
        .extracting(each -> each.get("Name").text() + "=" + each.get("Value").text())
        .containsExactlyInAnyOrder("FunctionName=f", "Resource=f:live", "ExecutedVersion=4");
    assertThat(requests.getFirst().headers().getFirst("X-Amz-Target"))
        .isEqualTo("GraniteServiceVersion20100801.GetMetricStatistics");
    assertIsSigned(requests.getFirst(), "monitoring");
  }

  @Test
  void alarmsThatRingAreThoseOfTheStackAndOfNoOther() {
    replies.add(
        new Reply(
            200,
            Map.of(),
            """
            {"MetricAlarms":[{"AlarmName":"alarms-errors","StateValue":"ALARM",\
            "StateReason":"3 > 0"},{"AlarmName":"alarms-age","StateValue":"OK"}],\
            "NextToken":"more"}"""));
    replies.add(new Reply(200, Map.of(), "{\"MetricAlarms\":[]}"));

    var ringing = new CloudWatchMetrics(http("monitoring"), "f", "alarms-").ringing();

    assertThat(ringing).isEqualTo(Map.of("alarms-errors", "3 > 0"));
    assertThat(new String(requests.getLast().body(), UTF_8))
        .contains("\"AlarmNamePrefix\":\"alarms-\"", "\"NextToken\":\"more\"");
    assertThat(new CloudWatchMetrics(http("monitoring"), "f", "").ringing()).isEmpty();
    assertThat(requests).hasSize(2);
  }

  @Test
  void endpointIsTheEnvironmentsOrTheRegions() {
    assertThat(SignedHttp.endpoint("lambda", "eu-west-1", Map.of()))
        .hasToString("https://lambda.eu-west-1.amazonaws.com");
    assertThat(SignedHttp.endpoint("logs", "cn-north-1", Map.of()))
        .hasToString("https://logs.cn-north-1.amazonaws.com.cn");
    assertThat(
            SignedHttp.endpoint(
                "logs", "eu-west-1", Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:5000")))
        .hasToString("http://127.0.0.1:5000");
  }

  private static void assertIsSigned(Request request, String service)
      throws GeneralSecurityException {
    Signatures.check(
        service,
        "POST",
        request.path(),
        request.query(),
        request.headers()::getFirst,
        Sha256.hex(request.body()));
  }

  private LambdaInvoker lambda() {
    return new LambdaInvoker(http("lambda"), "the-function", "live");
  }

  private SignedHttp http(String service) {
    return new SignedHttp(
        service,
        "eu-west-1",
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create("AKIDEXAMPLE", Signatures.SECRET, "token")),
        tries -> {});
  }

  private void answer(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            uri.getRawPath(),
            uri.getRawQuery(),
            exchange.getRequestHeaders(),
            exchange.getRequestBody().readAllBytes()));
    var reply = replies.remove();
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    var body = reply.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
