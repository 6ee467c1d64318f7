package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that batches at a regular beat lose nothing to a server that closes idle connections
 * between them, as S3 does: a process of its own, a host for each bucket, latest documents. The
 * beat is one second, in which the connections are kept by the client; {@code -Dbeat.millis=10000}
 * is the one at which S3 was seen to close them.
 */
class PauseBetweenBatchesTest {
  private static final int BATCHES = 10;
  private static final int MESSAGES = 40;
  private static final Duration BEAT = Duration.ofMillis(Integer.getInteger("beat.millis", 1_000));

  @TempDir Path folder;

  @Test
  void noMessageFailsWhereTheServerClosesIdleConnectionsBeforeTheNextBatch()
      throws IOException, InterruptedException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    try (var server = new FaultyS3Server(model);
        var function = start(server)) {
      server.closeIdleAfter(BEAT.multipliedBy(7).dividedBy(10));
      function.awaitStart();
      var failed = new ArrayList<Integer>();
      for (var batch = 0; batch < BATCHES; batch++) {
        var next = System.nanoTime() + BEAT.toNanos();

        var answer = function.invoke(batch(batch, model));

        failed.add(TestEvents.json(answer).get("batchItemFailures").items().size());
        Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
      }

      System.out.printf("failed messages of each batch, a batch every %s: %s%n", BEAT, failed);
      assertThat(failed).hasSize(BATCHES).containsOnly(0);
      assertThat(model.keys(ModelS3.LEDGER))
          .filteredOn(key -> key.startsWith("latest/"))
          .hasSize(BATCHES * MESSAGES);
    }
  }

  private static String batch(int batch, ModelS3 model) {
    return TestEvents.batch(
        IntStream.range(0, MESSAGES)
            .mapToObj(i -> model.put("batch %s/object %s".formatted(batch, i), "hello"))
            .map(TestEvents::notification)
            .toList());
  }

  private FunctionProcess start(FaultyS3Server server) throws IOException {
    var hosts = folder.resolve("hosts");
    Files.writeString(
        hosts,
        """
        127.0.0.1 s3.test
        127.0.0.1 %s.s3.test
        127.0.0.1 %s.s3.test
        """
            .formatted(ModelS3.SOURCE, ModelS3.LEDGER));
    var environment = new HashMap<>(FunctionProcess.onDemand("http://s3.test:" + server.port()));
    environment.put("LATEST_ENABLED", "true");
    return new FunctionProcess(folder, environment, List.of("-Djdk.net.hosts.file=" + hosts));
  }
}
