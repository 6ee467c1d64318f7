package objectledger.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import objectledger.FakeReceiver;
import objectledger.ModelS3;
import objectledger.TestEvents;
import objectledger.TestFunction;
import objectledger.json.JsonFields;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.parameters.ParameterProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves that the examples of docs/workflow.md, as they stand there, send what they promise. */
class WorkflowExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: (\\w+) -->\n```hcl\n(.*?)```\n", Pattern.DOTALL);

  private static final Pattern OBJECT =
      Pattern.compile("(match|headers) += \\{(.*?)(?:\\}\n  \\}|\\})\n", Pattern.DOTALL);

  private static final Pattern VALUE =
      Pattern.compile("(\\w+) += (?:\"([^\"]*)\"|<<-JSON\n(.*?)\n +JSON\n)", Pattern.DOTALL);

  static Stream<Map.Entry<String, Map<String, String>>> examples() throws IOException {
    var found = new LinkedHashMap<String, Map<String, String>>();
    var example = EXAMPLE.matcher(Files.readString(Path.of("../docs/workflow.md")));
    while (example.find()) {
      found.put(example.group(1), values(example.group(2)));
    }
    assertThat(found.keySet()).containsExactly("sparkflows", "github", "airflow");
    return found.entrySet().stream();
  }

  /** Those of its objects with the objects' names before theirs, as {@code match.prefix}. */
  private static Map<String, String> values(String example) {
    var values = new LinkedHashMap<String, String>();
    var object = OBJECT.matcher(example);
    while (object.find()) {
      values(object.group(2))
          .forEach((name, text) -> values.put(object.group(1) + "." + name, text));
    }
    var value = VALUE.matcher(OBJECT.matcher(example).replaceAll(""));
    while (value.find()) {
      values.put(value.group(1), value.group(2) == null ? value.group(3) : value.group(2));
    }
    return values;
  }

  private static WorkflowSettings workflow(Map<String, String> values, URI url) {
    var match = new LinkedHashMap<String, String>();
    var headers = new LinkedHashMap<String, Object>();
    values.forEach(
        (name, text) -> {
          if (name.startsWith("match.")) {
            match.put(name.substring("match.".length()), text);
          }
        });
    if (values.containsKey("headers.parameter")) {
      headers.put(
          "Authorization",
          Map.of(
              "parameter",
              values.get("headers.parameter"),
              "prefix",
              values.get("headers.prefix"),
              "base64",
              true));
    }
    var setting =
        new JsonFields()
            .put("url", url.toString())
            .put("match", match)
            .put("body", values.get("body"))
            .put("headers", headers)
            .put("token_parameter", values.get("token_parameter"))
            .put("timeout", 10);
    var problems = new ArrayList<String>();
    var workflow =
        WorkflowSettingsReader.read(new String(setting.toJson(), StandardCharsets.UTF_8), problems);
    assertThat(problems).isEmpty();
    return workflow.orElseThrow();
  }

  private static CreatedObject created(String example) {
    var marker = example.equals("airflow") ? "_committed_4711" : "_SUCCESS";
    var event = new ModelS3(ModelS3.Versioning.ENABLED).put("events/day=1/" + marker, "hello");
    return TestFunction.created(event);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsAcceptedAndSendsWhatItPromises(Map.Entry<String, Map<String, String>> example)
      throws IOException {
    var values = example.getValue();
    var workflow = workflow(values, URI.create(values.get("url")));
    var record = created(example.getKey());
    assertThat(workflow.matches(record)).isTrue();
    var body = TestEvents.json(workflow.bodyFor(record));

    switch (example.getKey()) {
      case "sparkflows" ->
          assertThat(TestEvents.members(body))
              .isEqualTo(
                  Map.of(
                      "workflowId",
                      7L,
                      "parameters",
                      "--var datapath=s3://source-bucket/events/day=1"));
      case "airflow" -> {
        assertThat(body.get("dag_run_id").text()).isEqualTo(record.recordId());
        assertThat(TestEvents.members(body.get("conf")))
            .isEqualTo(
                Map.of(
                    "folder",
                    "s3://source-bucket/events/day=1",
                    "bytes",
                    5L,
                    "retries",
                    3L,
                    "full",
                    false));
      }
      default -> {
        assertThat(body.get("event_type").text()).isEqualTo("dataset-ready");
        // GitHub takes ten members at most.
        assertThat(body.get("client_payload").names()).hasSizeLessThanOrEqualTo(10);
        assertThat(body.get("client_payload").get("folder").text())
            .isEqualTo("s3://source-bucket/events/day=1");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsSentAndAnswered(Map.Entry<String, Map<String, String>> example) {
    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    var isBasic = example.getKey().equals("airflow");
    try (var receiver = new FakeReceiver()) {
      receiver.always(FakeReceiver.status(204, ""));
      var workflow = workflow(example.getValue(), receiver.url());
      var parameters =
          new ParameterProvider(
              Map.of("WORKFLOW_TOKEN", "token", "AIRFLOW_LOGIN", "user:password"),
              "",
              Duration.ZERO,
              deadline -> "",
              InstantSource.fixed(Instant.EPOCH));
      var marker = new CallClaims(ModelS3.ledger(s3), Backoff.jittered(), InstantSource.system());
      var call =
          new WorkflowInvoker(
              workflow, marker, parameters, Backoff.jittered(), InstantSource.system());

      call.callFor(created(example.getKey()), new Deadline(() -> 20_000));

      assertThat(receiver.requests())
          .singleElement()
          .extracting(request -> request.headers().get("authorization"))
          .isEqualTo(isBasic ? "Basic dXNlcjpwYXNzd29yZA==" : "Bearer token");
    }
  }
}
