package objectledger.ops.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import objectledger.ModelS3;
import objectledger.TestContext;
import objectledger.TestEvents;
import objectledger.TestFunction;
import objectledger.lambda.Log;
import objectledger.ops.FunctionInvoker;
import org.junit.jupiter.api.Test;

/** Proves that a job's objects are worked at together, answered one by one, and recorded once. */
class BatchJobTest {
  private static final int WORKERS = 8;

  private final CountDownLatch allAtWork = new CountDownLatch(WORKERS);
  private String refused = "";
  private boolean waits;
  private final ModelS3 s3 =
      new ModelS3(
          ModelS3.Versioning.ENABLED,
          new ModelS3.Gate() {
            @Override
            public <T> T call(String name, Supplier<T> effect) {
              if (name.equals(refused)) {
                throw ModelS3.failure(503, "SlowDown");
              }
              if (waits && name.equals("HeadObject")) {
                allAtWork.countDown();
                await();
              }
              return effect.get();
            }
          });

  @Test
  void everyObjectOfAJobIsAnsweredInItsOwnPlace() throws IOException {
    var items = items("first", "gone", "a b+c/é", "last");
    s3.put("first", "1");
    s3.put("a b+c/é", "2");
    s3.put("last", "3");

    var results =
        BatchJobRequest.results(items, invoke(BatchJobRequest.payload(ModelS3.SOURCE, items)));

    assertThat(results).extracting(BatchJobRequest.Result::item).isEqualTo(items);
    assertThat(results)
        .extracting(BatchJobRequest.Result::code)
        .containsExactly(
            BatchJobRequest.Code.SUCCEEDED,
            BatchJobRequest.Code.SKIPPED,
            BatchJobRequest.Code.SUCCEEDED,
            BatchJobRequest.Code.SUCCEEDED);
    assertThat(results.get(1).text()).isEqualTo("it is gone");
    assertThat(journal()).hasSize(3);
    assertThat(journal())
        .extracting(key -> s3.lines(key).getFirst().get("event_name").text())
        .containsOnly("Backfill:Existing");
  }

  @Test
  void objectsOfAJobAreWorkedAtTogether() throws IOException {
    var items =
        items(IntStream.range(0, 3 * WORKERS).mapToObj(i -> "k" + i).toArray(String[]::new));
    items.forEach(item -> s3.put(item.key(), "x"));
    waits = true;

    invoke(BatchJobRequest.payload(ModelS3.SOURCE, items));

    assertThat(allAtWork.getCount()).isZero();
    assertThat(journal()).hasSize(3 * WORKERS);
  }

  @Test
  void sameObjectInOtherCompanyIsRecordedOnce() throws IOException {
    s3.put("one", "1");
    s3.put("two", "2");

    invoke(BatchJobRequest.payload(ModelS3.SOURCE, items("one")));
    invoke(BatchJobRequest.payload(ModelS3.SOURCE, items("two", "one")));

    assertThat(journal()).hasSize(2);
  }

  @Test
  void taskThatNamesNoObjectFailsAlone() throws IOException {
    s3.put("one", "1");
    var payload = text(BatchJobRequest.payload(ModelS3.SOURCE, items("one", "%zz")));

    var answer = invoke(payload.replace("%25zz", "%zz").getBytes(StandardCharsets.UTF_8));

    assertThat(answer.json().get("results").items())
        .extracting(result -> result.get("resultCode").text())
        .containsExactly("Succeeded", "PermanentFailure");
    assertThat(journal()).hasSize(1);
  }

  @Test
  void busyStoreIsATemporaryFailureOfEveryObject() throws IOException {
    s3.put("one", "1");
    refused = "PutObject";

    var results =
        BatchJobRequest.results(
            items("one"), invoke(BatchJobRequest.payload(ModelS3.SOURCE, items("one"))));

    assertThat(results.getFirst().code()).isEqualTo(BatchJobRequest.Code.TEMPORARY);
    assertThat(results.getFirst().text()).contains("RETRY: SlowDown");
  }

  @Test
  void objectThatIsOverwrittenMeanwhileIsATemporaryFailure() throws IOException {
    var overwritten = new ModelS3[1];
    overwritten[0] =
        new ModelS3(
            ModelS3.Versioning.OFF,
            new ModelS3.Gate() {
              @Override
              public <T> T call(String name, Supplier<T> effect) {
                if (name.equals("GetObjectTagging")) {
                  overwritten[0].put("one", "another", Map.of(), Map.of("a", "c"));
                }
                return effect.get();
              }
            });
    overwritten[0].put("one", "1", Map.of(), Map.of("a", "b"));
    var payload = BatchJobRequest.payload(ModelS3.SOURCE, items("one"));

    var results = BatchJobRequest.results(items("one"), invoke(overwritten[0], payload));

    assertThat(results.getFirst().code()).isEqualTo(BatchJobRequest.Code.TEMPORARY);
    assertThat(results.getFirst().text()).contains("RETRY: it was overwritten while it was read");
    assertThat(overwritten[0].keys(ModelS3.LEDGER)).isEmpty();
  }

  private static List<Listing.Item> items(String... keys) {
    return List.of(keys).stream().map(key -> new Listing.Item(key, "")).toList();
  }

  private List<String> journal() {
    return s3.keys(ModelS3.LEDGER).stream().filter(key -> key.startsWith("journal/")).toList();
  }

  private FunctionInvoker.Response invoke(byte[] payload) throws IOException {
    return invoke(s3, payload);
  }

  private static FunctionInvoker.Response invoke(ModelS3 s3, byte[] payload) throws IOException {
    var silent = new PrintStream(PrintStream.nullOutputStream());
    var handler =
        TestFunction.withWorkers(
            s3, WORKERS, new Log(silent, InstantSource.system(), Log.Level.ERROR));
    var answer = new ByteArrayOutputStream();
    handler.handleRequest(TestEvents.stream(text(payload)), answer, TestContext.INSTANCE);
    return new FunctionInvoker.Response(
        false, TestEvents.json(answer.toString(StandardCharsets.UTF_8)));
  }

  private static String text(byte[] payload) {
    return new String(payload, StandardCharsets.UTF_8);
  }

  private void await() {
    try {
      allAtWork.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
