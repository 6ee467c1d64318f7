package objectledger;

import static objectledger.FakeReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import objectledger.json.JsonWriter;
import objectledger.lambda.Backoff;
import objectledger.lambda.Log;
import objectledger.parameters.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves that a secret is told to the receiver and to nobody else: whatever Secrets Manager and the
 * receiver answer, it is in no log line, on no console, in no object of the ledger, and in no
 * exception, with all its causes. A real client of AWS's reads it, over real HTTP.
 */
class SecretCanaryTest {
  private static final String CANARY = "canary-7f3a9c";
  private static final String BASE64 =
      Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));

  /** What makes the request carry it: as a token, or twice in headers of its own. */
  private static final List<Map<String, ?>> WAYS =
      List.of(
          Map.of("token_parameter", "TOKEN"),
          Map.of(
              "headers",
              Map.of(
                  "Authorization",
                  Map.of("parameter", "TOKEN", "prefix", "Basic ", "base64", true),
                  "x-api-key",
                  Map.of("parameter", "TOKEN"))));

  private static final List<String> PROPERTIES =
      List.of("aws.endpointUrlSecretsManager", "aws.accessKeyId", "aws.secretAccessKey");

  private final ModelS3 s3 = new ModelS3(ModelS3.Versioning.ENABLED);
  private final FakeReceiver secretsManager = new FakeReceiver();
  private final FakeReceiver receiver = new FakeReceiver();
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  /**
   * One way in which it could come out.
   *
   * @param secretString what the secret holds; null for another answer
   */
  record Leak(
      String name,
      String secretString,
      FakeReceiver.Behaviour context,
      FakeReceiver.Behaviour receiver,
      boolean isCalled) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Each character as JSON can write it; whoever reads the log reads the character. */
  private static String escaped(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
  }

  static Stream<Leak> leaks() {
    var good = "{\"TOKEN\":\"" + CANARY + "\"}";
    var ok = status(200, "");
    var echo = "you sent Bearer " + CANARY + ", which is wrong";
    return Stream.of(
        new Leak("all goes well", good, null, ok, true),
        new Leak("an answer repeats it", good, null, status(400, echo), true),
        new Leak("a refusal repeats it", good, null, status(403, echo), true),
        new Leak("trouble repeats it", good, null, status(500, echo.repeat(50)), true),
        new Leak(
            "an answer repeats it where it is cut",
            good,
            null,
            status(400, "x".repeat(300 - CANARY.length() / 2) + CANARY),
            true),
        new Leak("an answer escapes it", good, null, status(400, escaped(CANARY)), true),
        new Leak("an answer encodes it", good, null, status(400, "Basic " + BASE64), true),
        new Leak("an answer escapes its code", good, null, status(400, escaped(BASE64)), true),
        new Leak(
            "an answer repeats the password alone",
            good.replace(CANARY, "alice:" + CANARY),
            null,
            status(400, echo),
            true),
        new Leak("a redirect", good, null, status(302, "", "Location", "/?t=" + CANARY), true),
        new Leak("the receiver hangs up", good, null, exchange -> exchange.close(), true),
        new Leak("a line break in it", good.replace("9c", "9c\\n"), null, ok, false),
        new Leak("a letter in it", good.replace("9c", "9cé"), null, ok, false),
        new Leak("too long", good.replace("9c", "9c".repeat(5_000)), null, ok, false),
        new Leak("no JSON", CANARY, null, ok, false),
        new Leak("cut short", good.substring(0, good.length() - 1), null, ok, false),
        new Leak("no object", "[\"" + CANARY + "\"]", null, ok, false),
        new Leak("twice", "{\"TOKEN\":\"a\",\"TOKEN\":\"" + CANARY + "\"}", null, ok, false),
        new Leak("a name of it", "{\"" + CANARY + "\":1,\"" + CANARY + "\":2}", null, ok, false),
        new Leak("another name", "{\"OTHER\":\"" + CANARY + "\"}", null, ok, false),
        new Leak("no text", "{\"TOKEN\":[\"" + CANARY + "\"]}", null, ok, false),
        new Leak(
            "Secrets Manager's answer is broken",
            null,
            status(200, "{\"SecretString\": " + CANARY),
            ok,
            false),
        new Leak(
            "Secrets Manager's answer has another form",
            null,
            status(200, "{\"SecretString\": {\"a\": \"" + CANARY + "\"}}"),
            ok,
            false),
        new Leak(
            "Secrets Manager's answer is of another type",
            null,
            status(200, "{\"CreatedDate\": \"" + CANARY + "\", \"SecretString\": 1}"),
            ok,
            false),
        new Leak(
            "Secrets Manager refuses and repeats",
            null,
            status(400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"" + CANARY + "\"}"),
            ok,
            false),
        new Leak(
            "Secrets Manager is broken and repeats",
            null,
            status(500, "<html>" + CANARY + "</html>"),
            ok,
            false));
  }

  static Stream<Arguments> leaksOfEachWay() {
    return leaks().flatMap(leak -> WAYS.stream().map(way -> Arguments.of(leak, way)));
  }

  @BeforeEach
  void listen() {
    System.setProperty(PROPERTIES.get(0), "http://127.0.0.1:" + secretsManager.url().getPort());
    System.setProperty(PROPERTIES.get(1), "AKIAIOSFODNN7EXAMPLE");
    System.setProperty(PROPERTIES.get(2), "an example");
    var console = new PrintStream(seen, true, StandardCharsets.UTF_8);
    System.setOut(console);
    System.setErr(console);
    Logger.getLogger("").setLevel(Level.ALL);
    Logger.getLogger("").addHandler(everything);
  }

  @AfterEach
  void stop() {
    Logger.getLogger("").removeHandler(everything);
    Logger.getLogger("").setLevel(Level.INFO);
    System.setOut(out);
    System.setErr(err);
    PROPERTIES.forEach(System::clearProperty);
    secretsManager.close();
    receiver.close();
  }

  /** Java's own HTTP client logs requests where it is told to; we are asked about ours. */
  private final Handler everything =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (record.getLevel().intValue() >= Level.INFO.intValue()) {
            seen.writeBytes(String.valueOf(record.getMessage()).getBytes(StandardCharsets.UTF_8));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @ParameterizedTest
  @MethodSource("leaksOfEachWay")
  void nobodyButTheReceiverIsToldTheSecret(Leak leak, Map<String, ?> way) throws IOException {
    secretsManager.always(
        leak.secretString() == null
            ? leak.context()
            : status(
                200,
                new String(
                    JsonWriter.toLine(Map.of("SecretString", leak.secretString())),
                    StandardCharsets.UTF_8)));
    receiver.always(leak.receiver());
    var payload = TestEvents.notification(s3.put("events/_SUCCESS", ""));

    try {
      handler(way)
          .handleRequest(TestEvents.stream(payload), seen, TestContext.withTimeLeft(20_000));
      assertThat(leak.name()).isEqualTo("all goes well");
    } catch (RuntimeException e) {
      var trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      seen.writeBytes(trace.toString().getBytes(StandardCharsets.UTF_8));
    }

    assertThat(receiver.requests())
        .allSatisfy(request -> assertThat(told(request)).endsWith(CANARY));
    assertThat(receiver.requests().isEmpty()).isNotEqualTo(leak.isCalled());
    assertThat(seen.toString(StandardCharsets.UTF_8))
        .contains("\"message\":")
        .doesNotContain(CANARY)
        .doesNotContain(CANARY.substring(0, 8))
        .doesNotContain(BASE64)
        .doesNotContain(BASE64.substring(0, 8));
    assertThat(s3.keys(ModelS3.LEDGER))
        .isNotEmpty()
        .allSatisfy(
            key -> {
              var version = s3.current(ModelS3.LEDGER, key).orElseThrow();
              assertThat(key + version.metadata()).doesNotContain(CANARY);
              assertThat(new String(version.body(), StandardCharsets.UTF_8)).doesNotContain(CANARY);
            });
  }

  /** What the receiver reads in the header. */
  private static String told(FakeReceiver.Request request) {
    var sent = request.headers().get("authorization");
    if (!sent.startsWith("Basic ")) {
      return sent;
    }
    assertThat(request.headers().get("x-api-key")).endsWith(CANARY);
    return new String(
        Base64.getDecoder().decode(sent.substring("Basic ".length())), StandardCharsets.UTF_8);
  }

  private LedgerHandler handler(Map<String, ?> way) {
    var environment = new HashMap<String, String>();
    environment.put("SOURCE_BUCKETS", ModelS3.SOURCE);
    environment.put("LEDGER_BUCKET", ModelS3.LEDGER);
    environment.put("BUCKET_OWNER", ModelS3.OWNER);
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "7");
    environment.put("PARAMETER_CONTEXT", "object-ledger/test");
    var workflow = new HashMap<String, Object>(way);
    workflow.put("url", receiver.url().toString());
    workflow.put("match", Map.of("suffix", "/_SUCCESS"));
    workflow.put("body", "{\"uri\":\"{{uri}}\"}");
    environment.put("WORKFLOW", new String(JsonWriter.toLine(workflow), StandardCharsets.UTF_8));
    var settings = LedgerSettings.from(environment);
    return new LedgerHandler(
        new Ledger(
            settings,
            s3,
            Backoff.jittered(),
            SuccessHandler.of(settings, s3, Backoff.jittered(), environment)),
        new Log(
            new PrintStream(seen, true, StandardCharsets.UTF_8),
            InstantSource.system(),
            Log.Level.DEBUG));
  }

  @Test
  void secretPrintsAsAPlaceholder() {
    var secret = new Secret(CANARY);

    assertThat(secret).hasToString("[secret]");
    assertThat("%s %s".formatted(Optional.of(secret), List.of(secret))).doesNotContain(CANARY);
  }
}
