package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import objectledger.aws.Retention;
import objectledger.lambda.Log;
import objectledger.metrics.LogSettings;
import objectledger.parameters.ParameterSettings;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Proves that the function keeps nothing of what it has recorded, however long it lives. */
class MemoryTest {
  private static final int BATCH = 100;
  private static final int WARM_UP = 10_000;
  private static final int EVENTS = 100_000;
  private static final long TOLERATED_BYTES = 1 << 20;

  private final LedgerHandler handler =
      new LedgerHandler(
          new Ledger(settings(), new ForgetfulS3(), (tries, left) -> {}),
          new Log(
              new PrintStream(PrintStream.nullOutputStream()),
              InstantSource.system(),
              Log.Level.INFO));
  private long events;

  /** Answers every call with success, and keeps nothing. */
  private static final class ForgetfulS3 implements S3Stub {
    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      if (request.bucket().equals(ModelS3.LEDGER)) {
        throw ModelS3.failure(404, "NoSuchKey");
      }
      return HeadObjectResponse.builder()
          .contentLength(1L)
          .eTag("\"0c500f46c38b7a3fdf30c71fd67952fd\"")
          .lastModified(Instant.EPOCH)
          .versionId(request.versionId())
          .metadata(Map.of("team", "blue"))
          .build();
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      ModelS3.bytes(body);
      return PutObjectResponse.builder().build();
    }
  }

  @Test
  void heapIsAsLargeAfterAHundredThousandEventsAsBefore() throws IOException {
    record(WARM_UP);
    var before = heapAfterFullCollection();

    record(EVENTS);
    var after = heapAfterFullCollection();

    System.out.printf(
        Locale.ROOT,
        "memory: heap %,d bytes before, %,d after %,d events%n",
        before,
        after,
        EVENTS);
    assertThat(after - before).isLessThan(TOLERATED_BYTES);
  }

  /** Half in a queue's batches, half as direct notifications, one event each. */
  private void record(int count) throws IOException {
    for (var done = 0; done < count; done += 2 * BATCH) {
      var bodies = new ArrayList<String>(BATCH);
      for (var i = 0; i < BATCH; i++) {
        bodies.add(TestEvents.notification(next()));
        send(TestEvents.notification(next()));
      }
      send(TestEvents.batch(bodies));
    }
  }

  private void send(String payload) throws IOException {
    handler.handleRequest(
        TestEvents.stream(payload), new ByteArrayOutputStream(), TestContext.INSTANCE);
  }

  private ObjectEvent next() {
    events++;
    return new ObjectEvent(
        "ObjectCreated:Put",
        Instant.EPOCH.plusSeconds(events),
        ModelS3.SOURCE,
        "some/key/" + events,
        "v" + events,
        "%016X".formatted(events),
        1,
        "0c500f46c38b7a3fdf30c71fd67952fd",
        "eu-west-1",
        "AWS:AIDAEXAMPLE",
        "192.0.2.1",
        "%016X".formatted(events),
        Map.of());
  }

  private static long heapAfterFullCollection() {
    var memory = ManagementFactory.getMemoryMXBean();
    var least = Long.MAX_VALUE;
    for (var i = 0; i < 5; i++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private static LedgerSettings settings() {
    return new LedgerSettings(
        List.of(ModelS3.SOURCE),
        ModelS3.LEDGER,
        ModelS3.OWNER,
        Retention.NONE,
        true,
        16,
        LogSettings.of(Log.Level.INFO),
        "eu-west-1",
        "7",
        ParameterSettings.NONE,
        Optional.empty());
  }
}
