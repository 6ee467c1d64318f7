package objectledger.ops.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.ModelS3;
import objectledger.TestContext;
import objectledger.TestEvents;
import objectledger.TestFunction;
import objectledger.json.JsonValue;
import objectledger.lambda.Log;
import objectledger.ops.CommandException;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.Source;
import objectledger.ops.Sources;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Proves that the smoke test of a version passes where it records, and only there. */
class VersionSmokeTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:30:00Z");
  private static final JsonValue NOTHING = new JsonValue("", null);

  private final ModelS3 s3 = new ModelS3(ModelS3.Versioning.ENABLED);
  private final AtomicInteger calls = new AtomicInteger();
  private final RequestStreamHandler handler =
      TestFunction.of(
          s3,
          false,
          new Log(
              new PrintStream(OutputStream.nullOutputStream()),
              InstantSource.fixed(NOW),
              Log.Level.INFO));

  /** S3 as a person uses it. */
  private final class PersonsS3 implements S3Client {
    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      var event = s3.put(request.key(), "hello");
      return PutObjectResponse.builder()
          .eTag('"' + event.eTag() + '"')
          .versionId(event.versionId())
          .build();
    }

    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      var found =
          s3.current(request.bucket(), request.key())
              .orElseThrow(() -> NoSuchKeyException.builder().statusCode(404).build());
      var response = GetObjectResponse.builder().metadata(found.metadata()).build();
      var body = AbortableInputStream.create(new ByteArrayInputStream(found.body()));
      try {
        return transformer.transform(response, body);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
      s3.deleteVersion(request.key(), request.versionId());
      return DeleteObjectResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }

  /** The version, which is 7, as a handler of this process. */
  private FunctionInvoker.Response invoke(byte[] payload) {
    calls.incrementAndGet();
    var out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(payload), out, TestContext.INSTANCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FunctionInvoker.Response(
        false, out.size() == 0 ? NOTHING : TestEvents.json(out.toString(StandardCharsets.UTF_8)));
  }

  private void smoke(FunctionInvoker alias, int version) throws IOException {
    var source = Stacks.source("events", ModelS3.SOURCE, "in/", List.of(".csv"));
    new VersionSmoke(Stacks.of(ModelS3.LEDGER, source), source, new PersonsS3(), alias, version)
        .run(NOW);
  }

  @Test
  void versionThatRecordsPassesAndLeavesNoObject() throws IOException {
    smoke(this::invoke, 7);

    assertThat(calls).hasValue(3);
    assertThat(s3.keys(ModelS3.SOURCE)).isEmpty();
    assertThat(s3.keys(ModelS3.LEDGER)).hasSize(1);
    var record = s3.lines(s3.keys(ModelS3.LEDGER).getFirst()).getFirst();
    assertThat(record.get("key").text()).startsWith("in/object-ledger-smoke/").endsWith(".csv");
    assertThat(record.get("requester").text()).isEqualTo("make-release");
    assertThat(record.get("sequence_number").isAbsent()).isTrue();
  }

  @Test
  void sourceOfTheTestIsTheFirstThatHasCreationsRecorded() {
    var deletions = new Source("a", "b", List.of("s3:ObjectRemoved:*"), "", List.of(), "direct");
    var sources = Sources.of(Stacks.source("c", "c"), deletions, Stacks.source("b", "b"));

    assertThat(VersionSmokeCommand.source(sources).label()).isEqualTo("b");
    assertThat(VersionSmokeCommand.source(Sources.of(deletions))).isEqualTo(deletions);
  }

  @Test
  void versionThatFailsIsRefusedWithItsCauseAndLeavesNoObject() {
    var failure = new JsonValue("", Map.of("errorMessage", "boom"));

    assertThatThrownBy(() -> smoke(payload -> new FunctionInvoker.Response(true, failure), 7))
        .isInstanceOf(CommandException.class)
        .hasMessage("version 7 fails on an event: boom");
    assertThat(s3.keys(ModelS3.SOURCE)).isEmpty();
  }

  @Test
  void versionThatFailsOnlyTheSecondTimeIsRefused() {
    var failure = new JsonValue("", Map.of("errorMessage", "boom"));

    assertThatThrownBy(
            () ->
                smoke(
                    payload ->
                        calls.get() == 1
                            ? new FunctionInvoker.Response(true, failure)
                            : invoke(payload),
                    7))
        .hasMessage("version 7 fails on the same event again: boom");
  }

  @Test
  void versionThatSaysYesAndRecordsNothingIsRefused() {
    assertThatThrownBy(() -> smoke(payload -> new FunctionInvoker.Response(false, NOTHING), 7))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("says that it recorded an event, but there is no s3://");
  }

  @Test
  void recordOfAnotherVersionIsRefused() {
    assertThatThrownBy(() -> smoke(this::invoke, 8))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("has \"7\" as its function-version, not \"8\"");
  }
}
