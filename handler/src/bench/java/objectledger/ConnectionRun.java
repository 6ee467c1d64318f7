package objectledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Batches of a queue, with pauses between them, to a function in a process of its own, whose S3
 * closes every connection that was idle for a while. It has latest documents, so that many PUTs are
 * sent at once: the JDK sends a HEAD again by itself, but no request with a body.
 *
 * @param folder of the process; it must not have been used before
 * @param closedAfter how long S3 keeps an idle connection
 * @param messages in a batch
 */
record ConnectionRun(Path folder, Duration closedAfter, int messages) {
  /**
   * What came of it.
   *
   * @param batches how many there were
   * @param calls requests that S3 answered
   * @param failed messages that the function gave back, or of which no document was written
   * @param lost attempts of a call that ended without an answer
   * @param late requests on a connection that S3 had closed: each was sent again
   * @param opened connections
   * @param reused requests on a connection that was kept
   */
  record Result(int batches, int calls, int failed, int lost, int late, int opened, int reused) {}

  Result run(Duration time, Supplier<Duration> pause) throws IOException, InterruptedException {
    return run(time, pause, server -> {});
  }

  /**
   * Sends batches until the time is over.
   *
   * @param time for all of them
   * @param pause the time from a batch to the next one
   * @param faults what the server is told to do wrong
   */
  Result run(Duration time, Supplier<Duration> pause, Consumer<FaultyS3Server> faults)
      throws IOException, InterruptedException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    Files.createDirectories(folder);
    try (var server = new FaultyS3Server(model);
        var function = start(server)) {
      server.closeIdleAfter(closedAfter);
      faults.accept(server);
      function.awaitStart();
      var end = System.nanoTime() + time.toNanos();
      var failed = 0;
      var batches = 0;
      for (var next = System.nanoTime(); next < end; next += pause.get().toNanos()) {
        Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        var answer = function.invoke(batch(batches++, model));
        failed += TestEvents.json(answer).get("batchItemFailures").items().size();
      }
      var written =
          (int)
              model.keys(ModelS3.LEDGER).stream().filter(key -> key.startsWith("latest/")).count();
      var connections = server.connections();
      return new Result(
          batches,
          server.requests().size(),
          Math.max(failed, batches * messages - written),
          lostAttempts(),
          connections.late(),
          connections.opened(),
          connections.reused());
    }
  }

  private String batch(int number, ModelS3 model) {
    return TestEvents.batch(
        IntStream.range(0, messages)
            .mapToObj(i -> model.put("batch %s/object %s".formatted(number, i), "hello"))
            .map(TestEvents::notification)
            .toList());
  }

  /** The function's logs do not tell of an attempt; the JVM logs where each exception passes. */
  private int lostAttempts() throws IOException {
    var lost = 0;
    var exception = "";
    for (var line : Files.readAllLines(exceptions())) {
      var isInput = exception.contains("'java/io/") || exception.contains("'java/net/");
      if (isInput
          && line.contains(" 'execute' ")
          && line.contains(" in 'objectledger/aws/Retry'")) {
        lost++;
      }
      exception = line;
    }
    return lost;
  }

  private Path exceptions() {
    return folder.resolve("exceptions.log");
  }

  private FunctionProcess start(FaultyS3Server server) throws IOException {
    var hosts = folder.resolve("hosts");
    // A host for each bucket, as S3 has it.
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
    return new FunctionProcess(
        folder,
        environment,
        List.of(
            "-Djdk.net.hosts.file=" + hosts,
            "-Xlog:exceptions=info:file=" + exceptions() + "::filecount=0"));
  }
}
