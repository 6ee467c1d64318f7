package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that a stack's outputs are read, and become the request for a job of S3's. */
class BackfillJobTest {
  private static final String OUTPUTS =
      """
      {"region": {"value": "eu-west-1"}, "environment": {"value": "dev"},
       "account_id": {"value": "111111111111"}, "source_bucket": {"value": "source"},
       "ledger_bucket": {"value": "ledger"}, "filter": {"value": {"prefix": "", "suffix": ".csv"}},
       "events": {"value": ["s3:ObjectCreated:*"]}, "latest": {"value": {"enabled": true}},
       "live": {"value": {"version": "7",
         "arn": "arn:aws:lambda:eu-west-1:111111111111:function:object-ledger-handler-dev:live"}},
       "log_group": {"value": "/aws/lambda/f"}, "failure_queue_url": {"value": "https://failures"}
      """;

  @TempDir Path folder;

  @Test
  void jobListsTheSourceInvokesTheAliasAndReportsIntoTheLedger() throws IOException {
    var deployment =
        deployment(",\"backfill\":{\"value\":{\"role_arn\":\"arn:aws:iam::1:role/b\"}}");

    var job = json(BackfillJob.of(deployment, "2026/", "token"));

    assertThat(job.get("AccountId").text()).isEqualTo("111111111111");
    assertThat(job.get("RoleArn").text()).isEqualTo("arn:aws:iam::1:role/b");
    assertThat(job.get("Operation").get("LambdaInvoke").get("FunctionArn").text())
        .endsWith(":live");
    assertThat(job.get("Report").get("Bucket").text()).isEqualTo("arn:aws:s3:::ledger");
    assertThat(job.get("Report").get("Prefix").text()).startsWith("backfill/");
    var manifest = job.get("ManifestGenerator").get("S3JobManifestGenerator");
    assertThat(manifest.get("SourceBucket").text()).isEqualTo("arn:aws:s3:::source");
    assertThat(manifest.get("ManifestOutputLocation").get("ManifestPrefix").text())
        .startsWith("backfill/");
    var names = manifest.get("Filter").get("KeyNameConstraint");
    assertThat(names.get("MatchAnyPrefix").value()).isEqualTo(List.of("2026/"));
    assertThat(names.get("MatchAnySuffix").value()).isEqualTo(List.of(".csv"));
  }

  @Test
  void everyFailureQueueOfTheStackIsKnownByItsWayIn() throws IOException {
    var deployment =
        deployment(
            ",\"failure_queues\":{\"value\":{\"eventbridge\":{\"url\":\"https://e\"},"
                + "\"handler\":{\"url\":\"https://h\"},\"queue\":{\"url\":\"https://q\"}}}");

    assertThat(deployment.failureQueues())
        .containsExactly(
            Map.entry("eventbridge", "https://e"),
            Map.entry("handler", "https://h"),
            Map.entry("queue", "https://q"));
  }

  @Test
  void stackThatNamesNoQueuesHasTheOneOfTheFunction() throws IOException {
    var deployment = deployment("");

    assertThat(deployment.failureQueues())
        .containsExactly(Map.entry("handler", "https://failures"));
    assertThat(deployment.backfillRole()).isEmpty();
  }

  private Deployment deployment(String more) throws IOException {
    var outputs = folder.resolve("stack.json");
    Files.writeString(outputs, OUTPUTS + more + "}");
    return Deployment.read(outputs);
  }

  private static Json json(Map<String, Object> members) {
    return TestEvents.json(new String(JsonLine.of(members), StandardCharsets.UTF_8));
  }
}
