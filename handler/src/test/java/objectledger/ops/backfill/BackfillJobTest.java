package objectledger.ops.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import objectledger.ops.DeployedStack;
import objectledger.ops.FakeAws;
import objectledger.ops.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/** Proves that a stack's outputs are read, and become the request for a job of S3's. */
class BackfillJobTest {
  private static final String OUTPUTS =
      """
      {"region": {"value": "eu-west-1"}, "environment": {"value": "dev"},
       "account_id": {"value": "111111111111"}, "ledger_bucket": {"value": "ledger"},
       "sources": {"value": {"landing": {"bucket": "source", "created": true,
         "events": ["s3:ObjectCreated:*"], "trigger": "direct",
         "filter": {"prefix": "", "suffixes": [".csv", ".json"]}}}},
       "latest": {"value": {"enabled": true}},
       "live": {"value": {"version": "7",
         "arn": "arn:aws:lambda:eu-west-1:111111111111:function:object-ledger-handler-dev:live"}},
       "log_group": {"value": "/aws/lambda/f"},
       "failure_queues": {"value": {"eventbridge": {"url": "https://e"},
         "handler": {"url": "https://h"}, "queue": {"url": "https://q"}}}
      """;

  @TempDir Path folder;

  /** S3, whose bucket has these keys. */
  private record ListedS3(List<String> keys) implements S3Client {
    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
      var objects = keys.stream().map(key -> S3Object.builder().key(key).build()).toList();
      return ListObjectsV2Response.builder().contents(objects).isTruncated(false).build();
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
      var versions =
          keys.stream()
              .map(key -> ObjectVersion.builder().key(key).versionId("1").isLatest(true).build())
              .toList();
      return ListObjectVersionsResponse.builder().versions(versions).isTruncated(false).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  @Test
  void jobListsTheSourceInvokesTheAliasAndReportsIntoTheLedger() throws IOException {
    var deployment =
        deployment(",\"backfill\":{\"value\":{\"role_arn\":\"arn:aws:iam::1:role/b\"}}");

    var job = BackfillJob.request(deployment, request(deployment), "token");

    assertThat(job.accountId()).isEqualTo("111111111111");
    assertThat(job.roleArn()).isEqualTo("arn:aws:iam::1:role/b");
    assertThat(job.operation().lambdaInvoke().functionArn()).endsWith(":live");
    assertThat(job.operation().lambdaInvoke().invocationSchemaVersion()).isEqualTo("2.0");
    assertThat(job.report().bucket()).isEqualTo("arn:aws:s3:::ledger");
    assertThat(job.report().prefix()).isEqualTo("backfill/reports/source=source");
    assertThat(job.description()).endsWith(" in source");
    var manifest = job.manifestGenerator().s3JobManifestGenerator();
    assertThat(manifest.sourceBucket()).isEqualTo("arn:aws:s3:::source");
    assertThat(manifest.manifestOutputLocation().manifestPrefix())
        .isEqualTo("backfill/manifests/source=source");
    var names = manifest.filter().keyNameConstraint();
    assertThat(names.matchAnyPrefix()).containsExactly("2026/");
    assertThat(names.matchAnySuffix()).containsExactly(".csv", ".json");
  }

  @Test
  void requestIsOneThatTheServiceIsSent() throws IOException {
    var proxy = new FakeAws().reply(200, "<CreateJobResult><JobId>job-1</JobId></CreateJobResult>");
    // The client puts the account before the host, so the server is its proxy.
    var throughProxy = ProxyConfiguration.builder().endpoint(proxy.url()).build();
    var deployment = deployment("");
    try (proxy;
        var s3Control =
            S3ControlClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create("http://s3-control.example.com"))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(
                    UrlConnectionHttpClient.builder().proxyConfiguration(throughProxy))
                .build()) {
      var job = s3Control.createJob(BackfillJob.request(deployment, request(deployment), "token"));

      assertThat(job.jobId()).isEqualTo("job-1");
      assertThat(proxy.requests().getFirst().text())
          .contains("<SourceBucket>arn:aws:s3:::source</SourceBucket>")
          .contains("<ClientRequestToken>token</ClientRequestToken>");
    }
  }

  @Test
  void listingHasTheKeysWithAnyOfTheSuffixes() throws IOException {
    var s3 = new ListedS3(List.of("a.csv", "b.txt", "c.json", "d.json.gz"));

    for (var allVersions : List.of(false, true)) {
      var listing = new SourceListing(s3, source(deployment("")), "", allVersions, 100);
      assertThat(listing.after(Listing.Position.START).items())
          .extracting(Listing.Item::key)
          .containsExactly("a.csv", "c.json");
    }
  }

  @Test
  void everyFailureQueueOfTheStackIsKnownByItsWayIn() throws IOException {
    assertThat(deployment("").failureQueues())
        .containsExactly(
            Map.entry("eventbridge", "https://e"),
            Map.entry("handler", "https://h"),
            Map.entry("queue", "https://q"));
  }

  @Test
  void stackThatNamesNoRoleForJobsHasNone() throws IOException {
    assertThat(deployment("").backfillRole()).isEmpty();
  }

  private static Source source(DeployedStack deployment) {
    return deployment.stack().sources().only("landing", "make backfill");
  }

  private static BackfillRequest request(DeployedStack deployment) {
    return new BackfillRequest(source(deployment), "2026/", false, 0, 1_000);
  }

  private DeployedStack deployment(String more) throws IOException {
    var outputs = folder.resolve("stack.json");
    Files.writeString(outputs, OUTPUTS + more + "}");
    return DeployedStack.read(outputs);
  }
}
