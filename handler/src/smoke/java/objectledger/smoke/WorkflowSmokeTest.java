package objectledger.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import objectledger.json.JsonValue;
import objectledger.ops.Command;
import objectledger.ops.Source;
import objectledger.ops.StackOutputs;
import objectledger.ops.flight.LedgerReader;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Proves that the workflow is called for an object of interest, where the stack has one that only
 * records its calls: a laptop's. Elsewhere a smoke test must not start anybody's workflow.
 */
@org.junit.jupiter.api.Tag("smoke")
class WorkflowSmokeTest {
  @Test
  void objectOfInterestIsCalledForOnce() throws IOException {
    var file = Path.of(System.getProperty("stack"));
    var stack = StackOutputs.read(file);
    JsonValue outputs;
    try (var in = Files.newInputStream(file)) {
      outputs = JsonValue.read(in);
    }
    var workflow = outputs.get("workflow").get("value");
    assumeFalse(workflow.isAbsent(), "the environment calls no workflow");
    assumeTrue(
        URI.create(workflow.get("url").text()).getPath().startsWith("/_emulator/"),
        "the environment calls a real workflow");

    try (var s3 = stack.s3()) {
      EachSource.run(
          stack.sources().selected(Command.setting("SOURCE")),
          Source::inWords,
          source -> isCalledOnce(s3, stack, source, workflow));
    }
  }

  private static void isCalledOnce(
      S3Client s3, StackOutputs stack, Source source, JsonValue workflow) {
    ScenarioSkippedException.unless(source.records("ObjectCreated:Put"), "no puts are recorded");
    var found =
        SmokeKey.of(source, workflow.get("match"), "object-ledger-smoke/" + UUID.randomUUID());
    ScenarioSkippedException.unless(
        found.isPresent(), "no smoke test's key passes filter and workflow.match");
    var key = found.get();
    var ledger = new LedgerReader(s3, stack, source, Instant.now());
    s3.putObject(put -> put.bucket(source.bucket()).key(key), RequestBody.empty());
    var record = ledger.await("the record of " + key, entry -> entry.text("key").equals(key));
    var id = record.text("record_id");
    var marker = ledger.awaitAnswered("workflow/source=" + source.bucket() + "/" + id + ".json");

    assertThat(marker.get("status").value()).isEqualTo(200L);
    assertThat(
            calls(URI.create(workflow.get("url").text())).stream()
                .filter(call -> call.get("headers").get("idempotency-key").isEqualTo(id)))
        .singleElement()
        .satisfies(
            call -> {
              for (var header : workflow.get("headers").names()) {
                assertThat(call.get("headers").get(header.toLowerCase(Locale.ROOT)).text())
                    .as("header %s", header)
                    .isNotEmpty();
              }
              assertThat(call.get("body").text())
                  .contains(
                      "s3://" + source.bucket() + "/" + key.substring(0, key.lastIndexOf('/')));
            });
    s3.deleteObject(delete -> delete.bucket(source.bucket()).key(key));
  }

  private static List<JsonValue> calls(URI url) {
    var endpoint = URI.create(System.getenv("AWS_ENDPOINT_URL")).resolve(url.getPath());
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.ofInputStream());
      return JsonValue.read(answer.body()).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the calls were read", e);
    }
  }
}
