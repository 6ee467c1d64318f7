package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import objectledger.aws.LatestDocumentKey;
import objectledger.lambda.Backoff;
import objectledger.lambda.Log;
import org.junit.jupiter.api.Test;

/** Proves that deliveries of one event at the same moment end as one, and none of them fails. */
class ConcurrencyTest {
  private static final int DELIVERIES = 100;

  @Test
  void hundredDeliveriesOfOneEventAtOnceMakeOneRecordAndOneDocument()
      throws InterruptedException, ExecutionException {
    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    var event = s3.put("k", "hello");
    var payload = TestEvents.notification(event);
    var logged = new ByteArrayOutputStream();
    var log =
        new Log(
            new PrintStream(logged, true, StandardCharsets.UTF_8),
            InstantSource.system(),
            Log.Level.INFO);
    var together = new CyclicBarrier(DELIVERIES);
    Callable<Void> delivery =
        () -> {
          var handler =
              new LedgerHandler(new Ledger(ModelS3.settings(), s3, Backoff.jittered()), log);
          together.await();
          handler.handleRequest(
              TestEvents.stream(payload), new ByteArrayOutputStream(), TestContext.INSTANCE);
          return null;
        };

    var deliveries = new ArrayList<Future<Void>>();
    try (var threads = Executors.newFixedThreadPool(DELIVERIES)) {
      for (var i = 0; i < DELIVERIES; i++) {
        deliveries.add(threads.submit(delivery));
      }
      for (var done : deliveries) {
        done.get();
      }
    }

    assertThat(s3.keys(ModelS3.LEDGER))
        .hasSize(2)
        .satisfiesExactly(
            journal -> assertThat(journal).contains(RecordId.of(event)),
            latest -> assertThat(latest).isEqualTo(LatestDocumentKey.of(ModelS3.SOURCE, "k")));
    var latest = s3.lines(LatestDocumentKey.of(ModelS3.SOURCE, "k")).getFirst();
    assertThat(latest.get("object_state").text()).isEqualTo("present");
    assertThat(latest.get("version_id").text()).isEqualTo(event.versionId());
    assertThat(latest.get("revision").value()).isEqualTo((long) DELIVERIES);
    assertThat(logged.toString(StandardCharsets.UTF_8).lines().map(TestEvents::json))
        .hasSize(DELIVERIES)
        .filteredOn(line -> line.get("message").isEqualTo("recorded"))
        .hasSize(1);
    assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("not recorded");
  }
}
