package objectledger.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that the outputs of a stack are read, whichever commit applied it. */
class StackOutputsTest {
  private static final String REST =
      """
      , "region": {"value": "eu-west-1"}, "environment": {"value": "dev"},
       "ledger_bucket": {"value": "ledger"}, "latest": {"value": {"enabled": true}},
       "live": {"value": {"version": "7"}}, "log_group": {"value": "/aws/lambda/f"},
       "failure_queues": {"value": {"handler": {"url": "https://h"}}}}
      """;

  private static final String OLDER =
      """
      {"source_bucket": {"value": "landing"}, "trigger": {"value": "queue"},
       "filter": {"value": {"prefix": "in/", "suffixes": [".csv", ".json"]}},
       "events": {"value": ["s3:ObjectCreated:*"]}
      """;

  @TempDir Path folder;

  @Test
  void sourcesAreReadByTheirLabels() throws IOException {
    var stack =
        read(
            """
            {"sources": {"value": {
              "orders-eu": {"bucket": "b-orders", "created": false, "trigger": "eventbridge",
                "events": ["s3:ObjectCreated:Put"], "switching_from": "queue",
                "filter": {"prefix": "in/", "suffixes": [".csv", ".json"]}},
              "events": {"bucket": "b-events", "created": true, "trigger": "direct",
                "events": ["s3:ObjectCreated:*"], "switching_from": null,
                "filter": {"prefix": "", "suffixes": []}}}}
            """);

    assertThat(stack.sources().all())
        .containsExactly(
            new Source(
                "events", "b-events", List.of("s3:ObjectCreated:*"), "", List.of(), "direct"),
            new Source(
                "orders-eu",
                "b-orders",
                List.of("s3:ObjectCreated:Put"),
                "in/",
                List.of(".csv", ".json"),
                "eventbridge"));
    assertThat(stack.ledgerBucket()).isEqualTo("ledger");
    assertThat(stack.keepsLatest()).isTrue();
    assertThat(stack.functionVersion()).isEqualTo("7");
    assertThat(stack.failureQueueUrl()).isEqualTo("https://h");
  }

  @Test
  void stackOfAnOlderCommitHasOneSource() throws IOException {
    assertThat(read(OLDER).sources().all())
        .containsExactly(
            new Source(
                "source",
                "landing",
                List.of("s3:ObjectCreated:*"),
                "in/",
                List.of(".csv", ".json"),
                "queue"));
  }

  @Test
  void stackThatWasAppliedWithOneSuffixHasThatSuffix() throws IOException {
    var now = "\"suffixes\": [\".csv\", \".json\"]";

    assertThat(suffixes(OLDER.replace(now, "\"suffix\": \".csv\""))).containsExactly(".csv");
    assertThat(suffixes(OLDER.replace(now, "\"suffix\": \"\""))).isEmpty();
    assertThat(suffixes(OLDER.replace(now, "\"suffixes\": [\"\"]"))).isEmpty();
  }

  @Test
  void singleEventIsRecordedByItsOwnNameOrItsKind() throws IOException {
    var puts =
        read(OLDER.replace("s3:ObjectCreated:*", "s3:ObjectCreated:Put")).sources().first("");

    assertThat(puts.records("ObjectCreated:Put")).isTrue();
    assertThat(puts.records("ObjectCreated:Copy")).isFalse();
    assertThat(read(OLDER).sources().first("").records("ObjectCreated:Copy")).isTrue();
  }

  private List<String> suffixes(String outputs) throws IOException {
    return read(outputs).sources().first("").keySuffixes();
  }

  private StackOutputs read(String outputs) throws IOException {
    var file = folder.resolve("stack.json");
    Files.writeString(file, outputs + REST);
    return StackOutputs.read(file);
  }
}
