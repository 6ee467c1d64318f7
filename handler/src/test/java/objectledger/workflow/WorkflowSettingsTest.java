package objectledger.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import objectledger.ModelS3;
import objectledger.ObjectEvent;
import objectledger.TestEvents;
import objectledger.TestFunction;
import objectledger.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves which objects matter, and that no key can break out of the string it is put into. */
class WorkflowSettingsTest {
  private static final String TEMPLATE =
      """
      {"flow": 7, "{{record_id}}": ["{{bucket}}", "{{key}}", "{{version_id}}", "{{size}}"],
       "uri": "{{uri}}", "args": "--var datapath={{folder_uri}} --twice {{key}}{{key}}"}""";

  private static WorkflowSettings workflow(String prefix, String suffix) {
    return new WorkflowSettings(
        URI.create("https://example.com/"),
        new KeyMatch(prefix, suffix, "", List.of()),
        new BodyTemplate(TEMPLATE),
        List.of(),
        Duration.ofSeconds(10));
  }

  private static CreatedObject record(String name, String key) {
    return TestFunction.created(
        new ObjectEvent(
            name,
            Instant.parse("2026-01-31T12:00:00Z"),
            ModelS3.SOURCE,
            key,
            "v1",
            "0065",
            5,
            "etag",
            "eu-west-1",
            "",
            "",
            "r1",
            Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "ObjectCreated:Put, events/day=1/_SUCCESS, true",
    "ObjectCreated:CompleteMultipartUpload, events/_SUCCESS, true",
    "ObjectCreated:Put, events/day=1/part-0, false",
    "ObjectCreated:Put, other/_SUCCESS, false",
    "ObjectRemoved:Delete, events/_SUCCESS, false",
    "ObjectTagging:Put, events/_SUCCESS, false",
    "Backfill:Existing, events/_SUCCESS, false"
  })
  void onlyCreatedObjectsOfThePatternMatter(String name, String key, boolean matters) {
    assertThat(workflow("events/", "/_SUCCESS").matches(record(name, key))).isEqualTo(matters);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Köln/", "a+b/", "T00:00 (1)/", "_$folder$/", "a?b/", "a\\b/", "日付=2026/", "🙂/"})
  void everyCharacterOfAKeyIsOneOfAMatch(String prefix) {
    var workflow = workflow(prefix, "/ü");

    assertThat(workflow.matches(record("ObjectCreated:Put", prefix + "k/ü"))).isTrue();
    assertThat(workflow.matches(record("ObjectCreated:Put", "x" + prefix + "k/ü"))).isFalse();
  }

  @Test
  void bodyNamesTheObjectAndItsFolder() {
    var record = record("ObjectCreated:Put", "events/day=1/_SUCCESS");

    var body = TestEvents.json(workflow("", "x").bodyFor(record));

    assertThat(body.get("flow").value()).isEqualTo(7L);
    assertThat(body.get(record.recordId()).items())
        .extracting(JsonValue::text)
        .containsExactly("source-bucket", "events/day=1/_SUCCESS", "v1", "5");
    assertThat(body.get("uri").text()).isEqualTo("s3://source-bucket/events/day=1/_SUCCESS");
    assertThat(body.get("args").text())
        .startsWith("--var datapath=s3://source-bucket/events/day=1 --twice ");
  }

  @Test
  void folderOfAnObjectWithoutOneIsTheBucket() {
    var body = TestEvents.json(workflow("", "x").bodyFor(record("ObjectCreated:Put", "_SUCCESS")));

    assertThat(body.get("args").text()).contains("datapath=s3://source-bucket --twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\",\"admin\":\"true",
        "\\\",\"admin\":\"true",
        "\\",
        "{{bucket}}",
        "{{",
        "$0 $1 \\$",
        "\u0000\u001b\n\r\u2028\u202e",
        "\\u0022,\\u0022x\\u0022:\\u0022",
        "\uD83D\uDE00"
      })
  void hostileKeyStaysInItsString(String key) {
    assertStaysInItsString(key);
  }

  @ParameterizedTest
  @MethodSource("objectledger.HostileInputTest#keys")
  void everyHostileKeyStaysInItsString(String key) {
    assertStaysInItsString(key);
  }

  @Property
  void everyKeyStaysInItsString(@ForAll @NotEmpty @StringLength(max = 250) String key) {
    if (!new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(key)) {
      return; // A lone surrogate is no key.
    }
    assertStaysInItsString(key);
  }

  private static void assertStaysInItsString(String key) {
    var record = record("ObjectCreated:Put", key);

    var text = workflow("", "x").bodyFor(record);

    var body = TestEvents.json(text);
    assertThat(body.names()).containsExactly("flow", record.recordId(), "uri", "args");
    assertThat(body.get(record.recordId()).items().get(1).text()).isEqualTo(key);
    assertThat(body.get("uri").text()).isEqualTo("s3://source-bucket/" + key);
    assertThat(body.get("args").text()).endsWith(" --twice " + key + key);
    assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"{{uri}}\"}",
        "{\"a\":{\"b\":{\"c\":\"\\\"{{key}}\\\"\"}}}",
        "{\"{{key}}\":1}",
        "{\"a\":[{\"b\":\"{{size:number}}\"},\"{{size}}\",30,1.5,true,null]}"
      })
  void templateIsAJsonObject(String text) {
    assertThat(BodyTemplate.problem(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is not JSON",
        "{\"a\":{{size}}} | is not JSON",
        "{\"a\":\"\\{{key}}\"} | is not JSON",
        "{\"a\":\"\\u00{{key}}\"} | is not JSON",
        "{\"a\":1} x | is not JSON",
        "[\"{{key}}\"] | is no JSON object",
        "{} | is no JSON object",
        "\"{{key}}\" | is no JSON object",
        "{\"a\":\"{{KEY}}\"} | has a placeholder that is not one of [bucket, folder_uri, key,",
        "{\"a\":\"{{ key }}\"} | has a placeholder",
        "{\"a\":\"{{key\"} | has a placeholder",
        "{\"a\":\"{{{{key}}\"} | has a placeholder",
        "{\"a\":\"{{key:number}}\"} | has a placeholder that is not one of",
        "{\"a\":\"{{size:number}} bytes\"} | has {{size:number}} beside other text: write {{size}}",
        "{\"a\":\"{{size:number}}\\\"\"} | has {{size:number}} beside other text",
        "{\"a\":\"\\\"{{size:number}}\"} | is not JSON",
        "{\"a\":\"\\\"{{size:number}}\\\"\"} | has {{size:number}} beside other text",
        "{\"a\":{{size:number}}} | is not JSON",
        "{\"{{size:number}}\":1} | is not JSON"
      })
  void otherTemplatesAreRefused(String text, String reason) {
    assertThat(BodyTemplate.problem(text).orElseThrow()).startsWith(reason);
  }

  @Test
  void numbersStayNumbersAndTheSizeBecomesOne() {
    var template =
        new BodyTemplate(
            """
            {"timeout": 30, "rate": 1.5, "dry": false, "none": null,
             "object": {"bytes": "{{size:number}}", "text": "{{size}}"}}""");

    assertThat(TestEvents.members(TestEvents.json(template.fill(Map.of("size", 5_000_000_000L)))))
        .isEqualTo(
            TestEvents.members(
                TestEvents.json(
                    """
                    {"timeout": 30, "rate": 1.5, "dry": false, "none": null,
                     "object": {"bytes": 5000000000, "text": "5000000000"}}""")));
  }

  @Test
  void sizeThatS3DidNotTellIsNoNumber() {
    var template = new BodyTemplate("{\"bytes\": \"{{size:number}}\", \"text\": \"{{size}}\"}");

    assertThat(template.fill(Map.of("size", ""))).isEqualTo("{\"bytes\": null, \"text\": \"\"}");
  }

  @Test
  void valueThatIsAPlaceholderIsNotFilledIn() {
    assertThat(new BodyTemplate("{\"a\":\"{{key}}\"}").fill(Map.of("key", "{{key}}")))
        .isEqualTo("{\"a\":\"{{key}}\"}");
  }
}
