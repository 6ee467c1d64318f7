package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves that the examples of docs/workflow.md, as they stand there, send what they promise. */
class WorkflowExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: (\\w+) -->\n```hcl\n(.*?)```\n", Pattern.DOTALL);

  private static final Pattern VALUE =
      Pattern.compile("(\\w+) += (?:\"([^\"]*)\"|<<-JSON\n(.*?)\n +JSON\n)", Pattern.DOTALL);

  static Stream<Map.Entry<String, Map<String, String>>> examples() throws IOException {
    var found = new LinkedHashMap<String, Map<String, String>>();
    var example = EXAMPLE.matcher(Files.readString(Path.of("../docs/workflow.md")));
    while (example.find()) {
      var values = new LinkedHashMap<String, String>();
      var value = VALUE.matcher(example.group(2));
      while (value.find()) {
        values.put(value.group(1), value.group(2) == null ? value.group(3) : value.group(2));
      }
      found.put(example.group(1), values);
    }
    assertThat(found.keySet()).containsExactly("sparkflows", "github");
    return found.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsAcceptedAndSendsWhatItPromises(Map.Entry<String, Map<String, String>> example)
      throws IOException {
    var values = example.getValue();
    var problems = new ArrayList<String>();
    var setting =
        new Facts()
            .put("url", values.get("url"))
            .put("match", Map.of("prefix", values.get("prefix"), "suffix", values.get("suffix")))
            .put("body", values.get("body"))
            .put("token_parameter", values.get("token_parameter"))
            .put("timeout", 10);
    var workflow =
        WorkflowReader.read(new String(setting.toJson(), StandardCharsets.UTF_8), problems)
            .orElseThrow();
    assertThat(problems).isEmpty();

    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    var record = LedgerRecord.of(s3.put("events/day=1/_SUCCESS", ""), new Observation.Gone());
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
    var settings = ModelS3.settings();
    try (var receiver = new FakeReceiver()) {
      receiver.always(FakeReceiver.status(204, ""));
      var workflow =
          new Workflow(
              receiver.url(),
              "",
              "/_SUCCESS",
              new BodyTemplate(example.getValue().get("body")),
              "WORKFLOW_TOKEN",
              Duration.ofSeconds(5));
      var parameters =
          new Parameters(
              Map.of("WORKFLOW_TOKEN", "token"),
              "",
              Duration.ZERO,
              deadline -> "",
              InstantSource.fixed(Instant.EPOCH));
      var marker = new CallMarker(s3, settings, Pause.jittered(), InstantSource.system());
      var call =
          new WorkflowCall(workflow, marker, parameters, Pause.jittered(), InstantSource.system());

      call.after(
          LedgerRecord.of(s3.put("events/_SUCCESS", ""), new Observation.Gone()),
          new Deadline(() -> 20_000));

      assertThat(receiver.requests()).hasSize(1);
    }
  }
}
