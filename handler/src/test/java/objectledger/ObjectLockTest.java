package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import objectledger.FaultyS3Server.Call;
import objectledger.aws.Retention;
import objectledger.aws.S3ClientFactory;
import objectledger.lambda.Log;
import objectledger.lambda.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves, over real HTTP, that each journal object carries its retention with a checksum and
 * nothing else does, whichever bucket the event is of; and that a start connects to few of many
 * sources.
 */
class ObjectLockTest {
  private static final String MODE = "x-amz-object-lock-mode";
  private static final String UNTIL = "x-amz-object-lock-retain-until-date";
  private static final String CHECKSUM = "x-amz-checksum-sha256";
  private static final int SOURCES = 24;

  @TempDir Path folder;

  @Test
  void journalObjectIsKeptForDaysFromTheTimeOfItsWrite() throws IOException {
    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    var clock = InstantSource.fixed(Instant.parse("2026-02-27T23:59:59.987654321Z"));
    try (var server = new FaultyS3Server(s3)) {
      var payload = TestEvents.notification(s3.put("k", "hello"));

      deliver(new Retention("COMPLIANCE", 36_500, clock), payload);
      deliver(new Retention("COMPLIANCE", 36_500, clock), payload);

      assertThat(server.requests(Call.PUT_JOURNAL))
          .hasSize(2)
          .allSatisfy(
              put -> {
                assertThat(put.headers())
                    .containsEntry(MODE, "COMPLIANCE")
                    .containsEntry(UNTIL, "2126-02-03T23:59:59Z")
                    .containsEntry("if-none-match", "*")
                    .containsEntry(CHECKSUM, sha256(put.body()));
                assertThat(new String(put.body(), StandardCharsets.UTF_8))
                    .doesNotContain("2126")
                    .doesNotContain("COMPLIANCE");
              });
      assertThat(server.requests(Call.PUT_LATEST)).hasSize(2).allSatisfy(ObjectLockTest::hasNone);
    }
  }

  @Test
  void journalObjectHasNoRetentionWithoutObjectLock() throws IOException {
    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    try (var server = new FaultyS3Server(s3)) {
      deliver(Retention.NONE, TestEvents.notification(s3.put("k", "hello")));

      assertThat(server.requests(Call.PUT_JOURNAL)).hasSize(1).allSatisfy(ObjectLockTest::hasNone);
    }
  }

  private static void hasNone(FaultyS3Server.Request put) {
    assertThat(put.headers()).doesNotContainKeys(MODE, UNTIL, CHECKSUM, "content-md5");
  }

  private static void deliver(Retention retention, String payload) throws IOException {
    var settings = ModelS3.settings(List.of(ModelS3.SOURCE), ModelS3.OWNER, true, retention);
    var s3 = S3ClientFactory.create(settings.region(), settings.concurrency(), 2);
    var silent = new PrintStream(PrintStream.nullOutputStream());
    new LedgerHandler(
            new Ledger(settings, s3, (tries, left) -> {}),
            new Log(silent, InstantSource.system(), Log.Level.ERROR))
        .handleRequest(
            TestEvents.stream(payload), new ByteArrayOutputStream(), TestContext.INSTANCE);
  }

  @Test
  void functionOfManyBucketsConnectsToFewAndReadsEachWithItsOwner()
      throws IOException, InterruptedException {
    var names = IntStream.range(0, SOURCES).mapToObj("source-%02d"::formatted).toList();
    var kinds = new TreeMap<String, ModelS3.Versioning>();
    for (var i = 0; i < SOURCES; i++) {
      kinds.put(names.get(i), i % 2 == 0 ? ModelS3.Versioning.ENABLED : ModelS3.Versioning.OFF);
    }
    var model = new ModelS3(kinds);
    try (var server = new FaultyS3Server(model);
        var receiver = new FakeReceiver();
        var function = start(server, names, receiver)) {
      receiver.always(FakeReceiver.status(200, ""));
      function.awaitStart();
      assertThat(server.requests())
          .extracting(FaultyS3Server.Request::bucket)
          .as("buckets that are connected to at the start")
          .containsExactlyInAnyOrder(ModelS3.LEDGER, "source-00", "source-01", "source-02");
      var before = Instant.now().minusSeconds(1);

      var answer =
          function.invoke(
              TestEvents.batch(
                  names.stream()
                      .map(name -> model.in(name).put("k/_SUCCESS", name, Map.of(), Map.of()))
                      .map(TestEvents::notification)
                      .toList()));

      assertThat(answer).contains("\"batchItemFailures\":[]");
      assertThat(server.requests())
          .filteredOn(request -> request.call() != Call.GET_SECRET)
          .allSatisfy(
              request ->
                  assertThat(request.headers())
                      .containsEntry("x-amz-expected-bucket-owner", ModelS3.OWNER));
      assertThat(server.requests(Call.PUT_JOURNAL))
          .hasSize(SOURCES)
          .allSatisfy(
              put -> {
                assertThat(put.headers())
                    .containsEntry(MODE, "GOVERNANCE")
                    .containsEntry(CHECKSUM, sha256(put.body()));
                assertThat(Instant.parse(put.headers().get(UNTIL)))
                    .isBetween(
                        before.plus(Duration.ofDays(30)), Instant.now().plus(Duration.ofDays(30)));
              });
      assertThat(server.requests(Call.PUT_LATEST))
          .hasSize(SOURCES)
          .allSatisfy(ObjectLockTest::hasNone);
      assertThat(server.requests(Call.PUT_MARKER))
          .hasSizeGreaterThanOrEqualTo(SOURCES)
          .allSatisfy(ObjectLockTest::hasNone);
      assertThat(model.keys(ModelS3.LEDGER)).hasSize(3 * SOURCES);
    }
  }

  private FunctionProcess start(FaultyS3Server server, List<String> names, FakeReceiver receiver)
      throws IOException {
    var hosts = new StringBuilder("127.0.0.1 s3.test\n");
    names.forEach(name -> hosts.append("127.0.0.1 " + name + ".s3.test\n"));
    hosts.append("127.0.0.1 " + ModelS3.LEDGER + ".s3.test\n");
    var file = Files.writeString(folder.resolve("hosts"), hosts);
    var environment = new HashMap<>(FunctionProcess.onDemand("http://s3.test:" + server.port()));
    environment.putAll(FunctionProcess.workflow(receiver.url()));
    environment.put("SOURCE_BUCKETS", String.join(",", names));
    environment.put("OBJECT_LOCK_MODE", "GOVERNANCE");
    environment.put("OBJECT_LOCK_DAYS", "30");
    environment.put("LATEST_ENABLED", "true");
    return new FunctionProcess(folder, environment, List.of("-Djdk.net.hosts.file=" + file));
  }

  private static String sha256(byte[] body) {
    return Base64.getEncoder().encodeToString(Sha256.digest(body));
  }
}
