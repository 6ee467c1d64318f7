package objectledger;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import objectledger.aws.OwnedBucket;
import objectledger.aws.Retention;
import objectledger.aws.S3Api;
import objectledger.json.InvalidInputException;
import objectledger.lambda.Log;
import objectledger.metrics.LogSettings;
import objectledger.parameters.ParameterSettings;
import objectledger.workflow.BodyTemplate;
import objectledger.workflow.KeyMatch;
import objectledger.workflow.RequestHeader;
import objectledger.workflow.WorkflowSettings;
import objectledger.workflow.WorkflowSettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that a wrong environment stops the start, with every problem named at once. */
class LedgerSettingsTest {
  private static final Map<String, String> COMPLETE =
      Map.of(
          "SOURCE_BUCKETS", "source-bucket,other.bucket",
          "LEDGER_BUCKET", "ledger-bucket",
          "BUCKET_OWNER", "123456789012",
          "AWS_REGION", "eu-west-1",
          "AWS_LAMBDA_FUNCTION_VERSION", "7");

  @Test
  void completeEnvironmentIsRead() {
    var settings = LedgerSettings.from(COMPLETE);

    assertThat(settings)
        .isEqualTo(
            new LedgerSettings(
                List.of("source-bucket", "other.bucket"),
                "ledger-bucket",
                "123456789012",
                Retention.NONE,
                true,
                16,
                LogSettings.of(Log.Level.INFO),
                "eu-west-1",
                "7",
                new ParameterSettings("", Duration.ofMinutes(5)),
                Optional.empty()));
  }

  @Test
  void everyMissingSettingIsNamedWithItsCure() {
    assertThatThrownBy(() -> LedgerSettings.from(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the function cannot start:"
                + " SOURCE_BUCKETS is missing: set it to the names of the buckets to record, joined by"
                + " commas;"
                + " LEDGER_BUCKET is missing: set it to the name of the bucket for the records;"
                + " BUCKET_OWNER is missing: set it to the 12-digit id of the account of all buckets;"
                + " AWS_REGION is missing: set it to the region, as eu-west-1;"
                + " AWS_LAMBDA_FUNCTION_VERSION is missing: set it to the function's version");
  }

  @Test
  void wrongValuesAreNamedTogether() {
    var wrong = new HashMap<>(COMPLETE);
    wrong.put("SOURCE_BUCKETS", "one,,Not A Bucket,two,one,ledger-bucket,no_bucket,one,");
    wrong.put("OBJECT_LOCK_MODE", "SOMETIMES");
    wrong.put("BUCKET_OWNER", "12345");
    wrong.put("LOG_LEVEL", "LOUD");
    wrong.put("LATEST_ENABLED", "yes");
    wrong.put("CONCURRENCY", "0");

    assertThatThrownBy(() -> LedgerSettings.from(wrong))
        .hasMessageContaining("SOURCE_BUCKETS has an empty name: remove the comma")
        .hasMessageContaining("SOURCE_BUCKETS has \"Not A Bucket\": set it to the names of")
        .hasMessageContaining("SOURCE_BUCKETS has \"no_bucket\"")
        .hasMessageContaining("SOURCE_BUCKETS has \"one\" twice: name it once")
        .hasMessageContaining("SOURCE_BUCKETS has ledger-bucket, which is LEDGER_BUCKET")
        .hasMessageContaining("OBJECT_LOCK_MODE is \"SOMETIMES\": set it to GOVERNANCE or")
        .hasMessageContaining("OBJECT_LOCK_DAYS is missing: set it to whole days from 1 to 36500")
        .hasMessageContaining("BUCKET_OWNER is \"12345\"")
        .hasMessageContaining("LATEST_ENABLED is \"yes\": set one of [true, false]")
        .hasMessageContaining("CONCURRENCY is \"0\": set a number from 1 to 256")
        .hasMessageContaining("LOG_LEVEL is \"LOUD\": set one of [DEBUG, INFO, WARN, ERROR]");
  }

  @Test
  void latestCanBeSwitchedOff() {
    var without = new HashMap<>(COMPLETE);
    without.put("LATEST_ENABLED", "false");

    assertThat(LedgerSettings.from(without).keepLatest()).isFalse();
  }

  @Test
  void sourceAndLedgerMustDiffer() {
    var same = new HashMap<>(COMPLETE);
    same.put("LEDGER_BUCKET", "other.bucket");

    assertThatThrownBy(() -> LedgerSettings.from(same))
        .hasMessage(
            "the function cannot start: SOURCE_BUCKETS has other.bucket, which is LEDGER_BUCKET:"
                + " every record would be recorded again; remove it or set another LEDGER_BUCKET");
  }

  @Test
  void oneProblemIsNamedOnceForEachNameThatHasIt() {
    var wrong = new HashMap<>(COMPLETE);
    wrong.put("SOURCE_BUCKETS", ",a b,,a b,a b,bucket");

    assertThatThrownBy(() -> LedgerSettings.from(wrong))
        .hasMessage(
            "the function cannot start:"
                + " SOURCE_BUCKETS has an empty name: remove the comma before or after it;"
                + " SOURCE_BUCKETS has \"a b\": set it to the names of the buckets to record;"
                + " SOURCE_BUCKETS has \"a b\" twice: name it once");
  }

  @ParameterizedTest
  @CsvSource({
    "GOVERNANCE, 1, ",
    "COMPLIANCE, 36500, ",
    "GOVERNANCE, 9999, ",
    "GOVERNANCE, 0, OBJECT_LOCK_DAYS is \"0\"",
    "GOVERNANCE, 36501, OBJECT_LOCK_DAYS is \"36501\"",
    "GOVERNANCE, 36500.5, OBJECT_LOCK_DAYS is \"36500.5\"",
    "GOVERNANCE, -1, OBJECT_LOCK_DAYS is \"-1\"",
    "GOVERNANCE, 99999999999, OBJECT_LOCK_DAYS is \"99999999999\"",
    "governance, 1, OBJECT_LOCK_MODE is \"governance\"",
    "GOVERNANCE, '', OBJECT_LOCK_DAYS is missing",
    "'', 30, OBJECT_LOCK_MODE is missing",
  })
  void objectLockIsAModeAndDaysOrNothing(String mode, String days, String problem) {
    var environment = new HashMap<>(COMPLETE);
    environment.put("OBJECT_LOCK_MODE", mode);
    environment.put("OBJECT_LOCK_DAYS", days);

    if (problem == null) {
      assertThat(LedgerSettings.from(environment).retention())
          .isEqualTo(new Retention(mode, Integer.parseInt(days), InstantSource.system()));
    } else {
      assertThatThrownBy(() -> LedgerSettings.from(environment))
          .hasMessageStartingWith("the function cannot start: " + problem);
    }
  }

  @Test
  void emptyObjectLockIsNone() {
    var environment = new HashMap<>(COMPLETE);
    environment.put("OBJECT_LOCK_MODE", "");
    environment.put("OBJECT_LOCK_DAYS", "");

    assertThat(LedgerSettings.from(environment).retention()).isEqualTo(Retention.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 'the function records bucket-1, and not other'",
    "3, 'the function records bucket-1, bucket-2, bucket-3, and not other'",
    "4, 'the function records bucket-1, bucket-2, bucket-3 and 1 more, and not other'",
    "150, 'the function records bucket-1, bucket-2, bucket-3 and 147 more, and not other'",
  })
  void bucketThatIsNoSourceIsRefusedByNameWithAFewOfTheSources(int count, String message) {
    var environment = new HashMap<>(COMPLETE);
    environment.put(
        "SOURCE_BUCKETS",
        IntStream.rangeClosed(1, count).mapToObj(i -> "bucket-" + i).collect(joining(",")));
    var settings = LedgerSettings.from(environment);
    S3Api s3 = new S3Stub() {};

    assertThatThrownBy(() -> settings.source("other", s3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> settings.source("ledger-bucket", s3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the ledger's own bucket is never recorded");
    assertThat(settings.source("bucket-" + count, s3).name()).isEqualTo("bucket-" + count);
  }

  @Test
  void ledgerIsConnectedToFirstAndOnlyIfItIsRead() {
    S3Api s3 = new S3Stub() {};
    var without = new HashMap<>(COMPLETE);
    without.put("LATEST_ENABLED", "false");

    assertThat(LedgerSettings.from(COMPLETE).buckets(s3))
        .extracting(OwnedBucket::name)
        .containsExactly("ledger-bucket", "source-bucket", "other.bucket");
    assertThat(LedgerSettings.from(without).buckets(s3))
        .extracting(OwnedBucket::name)
        .containsExactly("source-bucket", "other.bucket");
  }

  @Test
  void parametersAndWorkflowAreRead() {
    var environment = new HashMap<>(COMPLETE);
    environment.put("PARAMETER_CONTEXT", "object-ledger/dev");
    environment.put("PARAMETER_CACHE_SECONDS", "60");
    environment.put(
        "WORKFLOW",
        """
        {"url":"https://example.com/run?a=b","match":{"prefix":"events/","suffix":"/_SUCCESS"},
         "body":"{\\"uri\\":\\"{{uri}}\\"}","token_parameter":"WORKFLOW_TOKEN","timeout":30}""");

    var settings = LedgerSettings.from(environment);

    assertThat(settings.parameters())
        .isEqualTo(new ParameterSettings("object-ledger/dev", Duration.ofMinutes(1)));
    assertThat(settings.workflow())
        .contains(
            new WorkflowSettings(
                URI.create("https://example.com/run?a=b"),
                new KeyMatch("events/", "/_SUCCESS", "", List.of()),
                new BodyTemplate("{\"uri\":\"{{uri}}\"}"),
                List.of(RequestHeader.bearer("WORKFLOW_TOKEN")),
                Duration.ofSeconds(30)));
  }

  @Test
  void everyProblemOfAWorkflowIsNamedWithTheOthers() {
    var wrong = new HashMap<>(COMPLETE);
    wrong.put("BUCKET_OWNER", "12345");
    wrong.put("PARAMETER_CONTEXT", "no secret");
    wrong.put("PARAMETER_CACHE_SECONDS", "soon");
    wrong.put(
        "WORKFLOW",
        """
        {"url":"http://example.com/","match":{},"body":"{\\"a\\":{{key}}}",
         "headers":{"Host":{"parameter":"KEY"}},
         "token_parameter":"AWS_SECRET_ACCESS_KEY","timeout":0}""");

    assertThatThrownBy(() -> LedgerSettings.from(wrong))
        .hasMessageContaining("BUCKET_OWNER is")
        .hasMessageContaining("PARAMETER_CONTEXT is \"no secret\"")
        .hasMessageContaining("PARAMETER_CACHE_SECONDS is \"soon\"")
        .hasMessageContaining("WORKFLOW.url is no address to call")
        .hasMessageContaining("WORKFLOW.match is empty")
        .hasMessageContaining("WORKFLOW.body is not JSON")
        .hasMessageContaining("WORKFLOW.headers has Host, which is not yours to set")
        .hasMessageContaining("WORKFLOW.token_parameter is \"AWS_SECRET_ACCESS_KEY\"")
        .hasMessageContaining("WORKFLOW.timeout is not");
  }

  @Test
  void workflowThatIsNoJsonIsRefused() {
    var wrong = new HashMap<>(COMPLETE);
    wrong.put("WORKFLOW", "https://example.com/");

    assertThatThrownBy(() -> LedgerSettings.from(wrong))
        .hasMessageContaining("WORKFLOW cannot be read: the payload is not JSON");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a, true",
    "https://example.com:8443/a?b=c, true",
    "http://localhost:8080/, true",
    "http://127.0.0.1/, true",
    "http://127.0.1.1:80/, true",
    "http://[::1]:80/, true",
    "http://example.com/, false",
    "http://127.0.0.1.example.com/, false",
    "http://localhost.example.com/, false",
    "https://user:hunter2@example.com/, false",
    "http://user:hunter2@localhost/, false",
    "https:///path, false",
    "https://example.com/#part, false",
    "ftp://localhost/, false",
    "HTTPS//example.com, false",
    "/path, false",
    "'', false"
  })
  void onlyHttpsOrLoopbackIsCalled(String url, boolean isAccepted) {
    var problems = new ArrayList<String>();
    WorkflowSettingsReader.read(
        "{\"url\":\"%s\",\"match\":{\"suffix\":\"x\"},\"body\":\"{\\\"a\\\":1}\"}".formatted(url),
        problems);

    assertThat(problems.isEmpty()).isEqualTo(isAccepted);
    assertThat(problems).noneMatch(problem -> problem.contains("hunter2"));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "60, 60", "0, ", "61, ", "1.5, ", "null, 10"})
  void timeoutOfAWorkflowIsFromOneSecondToSixty(String setting, Long seconds) {
    var problems = new ArrayList<String>();
    var timeout = "null".equals(setting) ? "" : ",\"timeout\":" + setting;

    var workflow =
        WorkflowSettingsReader.read(
            "{\"url\":\"https://example.com/\",\"match\":{\"suffix\":\"x\"},"
                + "\"body\":\"{\\\"a\\\":1}\""
                + timeout
                + "}",
            problems);

    if (seconds == null) {
      assertThat(problems).singleElement().asString().startsWith("WORKFLOW.timeout is not");
    } else {
      assertThat(problems).isEmpty();
      assertThat(workflow.orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(seconds));
    }
  }
}
