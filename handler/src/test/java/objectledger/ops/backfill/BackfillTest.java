package objectledger.ops.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.ModelS3;
import objectledger.S3Stub;
import objectledger.TestContext;
import objectledger.TestEvents;
import objectledger.TestFunction;
import objectledger.json.JsonValue;
import objectledger.lambda.Backoff;
import objectledger.lambda.Log;
import objectledger.ops.CommandException;
import objectledger.ops.FailedEvent;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.RateLimiter;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.failures.RedriveTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Proves that a backfill is whole and records nothing twice, however often it is interrupted. */
class BackfillTest {
  private static final int PAGE = 250;

  @TempDir Path folder;
  private Checkpoint checkpoint;
  private final Set<String> busyKeys = ConcurrentHashMap.newKeySet();
  private final Set<String> brokenKeys = ConcurrentHashMap.newKeySet();
  private final Set<String> goneKeys = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();
  private final ModelS3 s3 = new ModelS3(ModelS3.Versioning.ENABLED);
  private ShutdownSignal shutdown = new ShutdownSignal();
  private Backoff backoff = (tries, left) -> {};

  /** S3, which is busy once for some objects, and always fails for others. */
  private final class FaultyS3 implements S3Stub {
    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      if (busyKeys.remove(request.key())) {
        throw ModelS3.failure(503, "SlowDown");
      }
      if (goneKeys.contains(request.key())) {
        throw ModelS3.failure(404, "gone");
      }
      if (brokenKeys.contains(request.key())) {
        throw ModelS3.failure(410, "broken");
      }
      return s3.headObject(request);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      return s3.putObject(request, body);
    }
  }

  @BeforeEach
  void makeCheckpoint() {
    checkpoint = new Checkpoint(folder.resolve("stack").resolve("backfill.json"));
  }

  @Test
  void everyObjectIsRecordedOnce() {
    objects(1_010);

    var result = backfill();

    assertThat(result.end()).isEqualTo(Backfill.End.COMPLETE);
    assertThat(result.recorded()).isEqualTo(1_010);
    assertThat(result.failures()).isEmpty();
    assertThat(journal()).hasSize(1_010);
    assertThat(calls).hasValue(4 * 3 + 1);
    assertThat(checkpoint.file()).doesNotExist();
  }

  @Test
  void objectsThatAreGoneAreCountedApartAndNamed() {
    objects(20);
    goneKeys.add(key(7));

    var result = backfill();

    assertThat(result.end()).isEqualTo(Backfill.End.COMPLETE);
    assertThat(result.recorded()).isEqualTo(19);
    assertThat(result.failures()).isEmpty();
    assertThat(result.skipped())
        .extracting(FailedEvent::object, FailedEvent::cause)
        .containsExactly(tuple('"' + key(7) + '"', "it is gone"));
  }

  @Test
  void rateIsGivenOnlyWhereItWasMeasuredForASecond() {
    assertThat(Backfill.rate(30, 0)).isEqualTo("30 objects recorded in less than a second");
    assertThat(Backfill.rate(1, 999)).isEqualTo("1 object recorded in less than a second");
    assertThat(Backfill.rate(30, 1_000)).isEqualTo("30 objects recorded in 1 s, 30 a second");
  }

  @Test
  void interruptedBackfillGoesOnAndRecordsNothingTwice() {
    objects(1_000);
    // Whatever the other calls of its page do meanwhile, this one is not ended.
    busyKeys.add(key(PAGE + 120));
    backoff = (tries, left) -> shutdown.request();

    var first = backfill();
    assertThat(first.end()).isEqualTo(Backfill.End.INTERRUPTED);
    assertThat(first.recorded()).isLessThan(1_000);
    assertThat(checkpoint.read()).isEqualTo(new Listing.Position(key(PAGE - 1), ""));

    shutdown = new ShutdownSignal();
    var second = backfill();
    assertThat(second.end()).isEqualTo(Backfill.End.COMPLETE);
    assertThat(second.recorded()).isEqualTo(1_000 - PAGE);
    assertThat(journal()).hasSize(1_000);
  }

  @Test
  void objectsThatFailForATimeAreTriedAgainAndNoOthers() {
    objects(200);
    busyKeys.addAll(List.of(key(7), key(150)));

    var result = backfill();

    assertThat(result.failures()).isEmpty();
    assertThat(journal()).hasSize(200);
    assertThat(calls).hasValue(4);
  }

  @Test
  void failureIsNamedAndTheSameCommandTriesItAgain() {
    objects(600);
    brokenKeys.add(key(300));

    var first = backfill();
    assertThat(first.end()).isEqualTo(Backfill.End.COMPLETE);
    assertThat(first.failures())
        .extracting(FailedEvent::object, FailedEvent::cause)
        .containsExactly(tuple('"' + key(300) + '"', "PERMANENT: broken (status 410)"));
    assertThat(journal()).hasSize(599);
    assertThat(checkpoint.read().key()).isEqualTo(key(PAGE - 1));

    brokenKeys.clear();
    backfill();
    assertThat(journal()).hasSize(600);
    assertThat(checkpoint.file()).doesNotExist();
  }

  @Test
  void backfillEndsWhereAWholePageFails() {
    objects(1_000);
    for (var i = 0; i < 1_000; i++) {
      brokenKeys.add(key(i));
    }

    var result = backfill();

    assertThat(result.end()).isEqualTo(Backfill.End.PAGE_FAILED);
    assertThat(result.failures()).hasSize(PAGE);
  }

  @Test
  void functionThatFailsAsAWholeIsTriedAFewTimesOnly() {
    objects(10);

    var result =
        backfill(
            payload -> {
              calls.incrementAndGet();
              return new FunctionInvoker.Response(
                  true, new JsonValue("", Map.of("errorMessage", "Task timed out")));
            });

    assertThat(calls).hasValue(6);
    assertThat(result.failures()).hasSize(10);
    assertThat(result.failures().getFirst().cause()).isEqualTo("Task timed out");
  }

  @Test
  void aliasThatCannotBeInvokedEndsTheBackfill() {
    objects(10);

    assertThatThrownBy(
            () ->
                backfill(
                    payload -> {
                      throw new CommandException("lambda answers 404: no function");
                    }))
        .hasMessageContaining("404");
    assertThat(checkpoint.file()).doesNotExist();
  }

  @Test
  void brokenCheckpointIsRefusedByName() throws IOException {
    Files.createDirectories(checkpoint.file().getParent());
    Files.writeString(checkpoint.file(), "{");

    assertThatThrownBy(checkpoint::read)
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(checkpoint.file().toString())
        .hasMessageContaining("RESTART=1");
  }

  @Test
  void checkpointKeepsAnyKey() {
    var position = new Listing.Position("a\n\u2028\"\\é😀", "null");

    checkpoint.write(position);

    assertThat(checkpoint.read()).isEqualTo(position);
  }

  @Test
  void rateIsKeptWhoeverAsks() {
    var nanos = new long[1];
    var slept = new ArrayList<Long>();
    var limiter = new RateLimiter(100, () -> nanos[0], slept::add);

    for (var i = 0; i < 3; i++) {
      limiter.acquire(50);
    }
    nanos[0] = 10_000_000_000L;
    limiter.acquire(50);

    assertThat(slept).containsExactly(500_000_000L, 1_000_000_000L);
  }

  private void objects(int count) {
    for (var i = 0; i < count; i++) {
      s3.put(key(i), "content " + i);
    }
  }

  private static String key(int number) {
    return String.format(Locale.ROOT, "a + é/%05d", number);
  }

  private List<String> journal() {
    return s3.keys(ModelS3.LEDGER).stream().filter(key -> key.startsWith("journal/")).toList();
  }

  private Backfill.Result backfill() {
    return backfill(this::invoke);
  }

  private Backfill.Result backfill(FunctionInvoker alias) {
    var limiter = new RateLimiter(0, System::nanoTime, nanos -> {});
    var invoker = new BatchJobInvoker(alias, ModelS3.SOURCE, limiter, backoff, shutdown);
    var progress = RedriveTest.progress(new ByteArrayOutputStream());
    return new Backfill(this::page, invoker, checkpoint, shutdown, progress).run();
  }

  private Listing.Page page(Listing.Position position) {
    var keys =
        s3.keys(ModelS3.SOURCE).stream().filter(key -> key.compareTo(position.key()) > 0).toList();
    var page = keys.stream().limit(PAGE).toList();
    return new Listing.Page(
        page.stream().map(key -> new Listing.Item(key, "")).toList(),
        keys.size() > PAGE
            ? Optional.of(new Listing.Position(page.getLast(), ""))
            : Optional.empty());
  }

  /** The function itself, in this process, which cannot record some objects. */
  private FunctionInvoker.Response invoke(byte[] payload) {
    calls.incrementAndGet();
    var silent = new PrintStream(PrintStream.nullOutputStream());
    var handler =
        TestFunction.of(
            new FaultyS3(), false, new Log(silent, InstantSource.system(), Log.Level.ERROR));
    var answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          TestEvents.stream(new String(payload, StandardCharsets.UTF_8)),
          answer,
          TestContext.INSTANCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FunctionInvoker.Response(
        false, TestEvents.json(answer.toString(StandardCharsets.UTF_8)));
  }
}
