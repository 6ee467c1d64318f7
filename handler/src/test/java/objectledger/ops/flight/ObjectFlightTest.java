package objectledger.ops.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import objectledger.json.JsonWriter;
import objectledger.ops.CommandException;
import objectledger.ops.Source;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Proves that a flight waits for its records, says when they came, and leaves nothing behind. */
class ObjectFlightTest {
  private final Buckets s3 = new Buckets();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private static Source source(String... events) {
    return new Source("orders", "in", List.of(events), "in/", List.of(".csv"), "queue");
  }

  private void fly(Source source, Duration wait, boolean isStopped) {
    var stack = Stacks.of("ledger", source);
    var ledger = new LedgerReader(s3, stack, source, Instant.now(), wait, () -> isStopped);
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    new ObjectFlight(new TestObjects(s3, source, "run"), ledger, "ledger", Instant::now, out).run();
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void waitsForBothRecordsAndRemovesEveryVersion() {
    fly(source("s3:ObjectCreated:*", "s3:ObjectRemoved:*"), Duration.ofSeconds(10), false);

    assertThat(text())
        .containsSubsequence(
            "source  the source orders (bucket in), by the trigger queue",
            "put     s3://in/in/object-ledger-smoke/run/flight.txt.csv",
            "event   ObjectCreated:Put, at ",
            "record  s3://ledger/journal/source=in/",
            "delete  the same object",
            "event   ObjectRemoved:DeleteMarkerCreated",
            "removed 2 versions of the object; its records stay");
    assertThat(s3.versions).isEmpty();
  }

  @Test
  void saysThatDeletionsAreNotRecorded() {
    fly(source("s3:ObjectCreated:Put"), Duration.ofSeconds(10), false);

    assertThat(text()).contains("delete  not tried", "removed 1 versions");
    assertThat(s3.versions).isEmpty();
  }

  @Test
  void sourceWithoutPutsIsRefusedBeforeAnythingIsPut() {
    assertThatThrownBy(() -> fly(source("s3:ObjectRemoved:*"), Duration.ofSeconds(10), false))
        .hasMessageContaining("has no puts recorded");

    assertThat(s3.puts).isZero();
  }

  @Test
  void recordThatDoesNotComeIsAFailureThatSaysWhereToLook() {
    s3.isRecording = false;

    assertThatThrownBy(() -> fly(source("s3:ObjectCreated:*"), Duration.ofMillis(200), false))
        .isInstanceOfSatisfying(
            CommandException.class,
            problem ->
                assertThat(String.join("\n", problem.cures()))
                    .contains("make failures ENV=test", "make logs", "make status ENV=test"))
        .hasMessageContaining("waited 0 s for the record of s3://in/in/object-ledger-smoke/run/");
    assertThat(s3.versions).isEmpty();
  }

  @Test
  void interruptionRemovesTheObject() {
    s3.isRecording = false;

    assertThatThrownBy(() -> fly(source("s3:ObjectCreated:*"), Duration.ofSeconds(60), true))
        .hasMessageContaining("interrupted while waiting");

    assertThat(s3.versions).isEmpty();
    assertThat(text()).contains("removed 1 versions");
  }

  /** A source with versions, whose events are in the ledger at once. */
  private static final class Buckets implements S3Client {
    private final ConcurrentSkipListMap<String, String> journal = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, String> versions = new ConcurrentSkipListMap<>();
    private boolean isRecording = true;
    private int puts;

    private void record(String key, String event, String version) {
      if (isRecording) {
        var line =
            JsonWriter.toLine(
                Map.of(
                    "key", key,
                    "event_name", event,
                    "version_id", version,
                    "record_timestamp", Instant.now().toString()));
        journal.put(
            "journal/source=in/date=2026-11-28/hour=09/" + version + ".json",
            new String(line, StandardCharsets.UTF_8));
      }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      puts++;
      versions.put("v1", request.key());
      record(request.key(), "ObjectCreated:Put", "v1");
      return PutObjectResponse.builder().versionId("v1").build();
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
      if (request.versionId() != null) {
        versions.remove(request.versionId());
        return DeleteObjectResponse.builder().versionId(request.versionId()).build();
      }
      versions.put("v2", request.key());
      record(request.key(), "ObjectRemoved:DeleteMarkerCreated", "v2");
      return DeleteObjectResponse.builder().versionId("v2").deleteMarker(true).build();
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
      assertThat(request.prefix()).isEqualTo("in/object-ledger-smoke/run/");
      return ListObjectVersionsResponse.builder()
          .versions(
              versions.entrySet().stream()
                  .map(
                      version ->
                          ObjectVersion.builder()
                              .key(version.getValue())
                              .versionId(version.getKey())
                              .build())
                  .toList())
          .isTruncated(false)
          .build();
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
      return ListObjectsV2Response.builder()
          .contents(
              journal.keySet().stream()
                  .map(key -> S3Object.builder().key(key).lastModified(Instant.now()).build())
                  .toList())
          .isTruncated(false)
          .build();
    }

    @Override
    public <R> R getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
      var response = GetObjectResponse.builder().build();
      var body =
          ResponseBytes.fromByteArray(
                  response, journal.get(request.key()).getBytes(StandardCharsets.UTF_8))
              .asInputStream();
      try {
        return transformer.transform(response, AbortableInputStream.create(body));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
