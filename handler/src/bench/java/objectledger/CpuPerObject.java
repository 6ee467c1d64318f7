package objectledger;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the CPU that one object costs, directly and in batches of a hundred: the real handler
 * and client, over plain HTTP, against {@link StubS3} in another process.
 */
final class CpuPerObject {
  private static final int EVENTS = 10_000;

  private CpuPerObject() {}

  /** Takes no arguments. Warms up with as many events as it then measures. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (var batch : List.of(1, 100)) {
      var stub =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  StubS3.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var answers =
          new BufferedReader(
              new InputStreamReader(stub.getInputStream(), StandardCharsets.UTF_8))) {
        System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + answers.readLine());
        var handler = handler();
        send(handler, batch);
        var before = cpuNanos();
        send(handler, batch);
        var micros = (cpuNanos() - before) / 1_000 / EVENTS;
        stub.getOutputStream().close();
        System.out.printf(
            "%-20s %4d µs of CPU an object; for %d objects the stub saw %s%n",
            batch == 1 ? "direct" : "queue, 100 a batch", micros, 2 * EVENTS, answers.readLine());
      }
      stub.waitFor();
    }
  }

  private static LedgerHandler handler() {
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "local");
    var settings =
        new Settings(
            "source-bucket",
            "ledger-bucket",
            "123456789012",
            false,
            16,
            Log.Level.INFO,
            "eu-west-1",
            "1");
    var silent = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new LedgerHandler(
        new Ledger(settings, S3Clients.create(settings), Pause.jittered()),
        new Log(silent, InstantSource.system(), Log.Level.INFO));
  }

  private static void send(LedgerHandler handler, int batch) throws IOException {
    var events = new ArrayList<String>();
    for (var i = 0; i < EVENTS; i++) {
      events.add(TestEvents.notification(event(i)));
      if (events.size() == batch) {
        var payload = batch == 1 ? events.getFirst() : TestEvents.batch(events);
        handler.handleRequest(
            TestEvents.stream(payload), new ByteArrayOutputStream(), TestContext.INSTANCE);
        events.clear();
      }
    }
  }

  private static ObjectEvent event(int number) {
    return new ObjectEvent(
        "ObjectCreated:Put",
        Instant.parse("2026-01-31T12:00:00Z"),
        "source-bucket",
        "landing/2026/01/31/part-%05d.parquet".formatted(number),
        "v1",
        "%018X".formatted(number + 1),
        5,
        "5d41402abc4b2a76b9719d911017c592",
        "eu-west-1",
        "AWS:AIDAEXAMPLE",
        "192.0.2.1",
        "C3D13FE58DE4C810");
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
