package objectledger.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.FaultyS3Server;
import objectledger.FunctionProcess;
import objectledger.ModelS3;
import objectledger.TestEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that the function can be kept as a snapshot and restored: it speaks the runtime client's
 * own protocol, has run all that it will do, and holds nothing secret or of its own at that moment.
 * The process goes on where a restored one would; no snapshot is taken here.
 */
class SnapStartTest {
  /** In every set of credentials that is handed out, so that a trace of any can be found. */
  private static final String CANARY = "canary-9c1f3b7e";

  @TempDir Path folder;

  private final ModelS3 model = new ModelS3(ModelS3.Versioning.ENABLED);
  private final AtomicInteger handedOut = new AtomicInteger();
  private HttpServer credentials;

  @BeforeEach
  void handOutCredentials() throws IOException {
    credentials = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    credentials.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var set =
                """
                {"AccessKeyId":"AKIA%s","SecretAccessKey":"%s-secret","Token":"%s-token",\
                "Expiration":"2099-01-01T00:00:00Z"}"""
                    .formatted(handedOut.incrementAndGet(), CANARY, CANARY)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, set.length);
            exchange.getResponseBody().write(set);
          }
        });
    credentials.start();
  }

  @AfterEach
  void stop() {
    credentials.stop(0);
  }

  @Test
  void snapshotHoldsNothingSecretAndNoCallWasMadeBeforeIt()
      throws IOException, InterruptedException {
    try (var server = new FaultyS3Server(model);
        var function = start("one")) {
      function.awaitCheckpoint();

      assertThat(server.requests()).as("requests to S3 before the snapshot").isEmpty();
      assertThat(handedOut).as("credentials before the snapshot").hasValue(0);
      assertThat(holds(function.heap("before.hprof"), CANARY)).isFalse();

      function.restore();
      function.invoke(TestEvents.notification(model.put("folder/object", "hello")));

      assertThat(model.keys(ModelS3.LEDGER)).hasSize(2);
      // What was not there before would be found if it were: it is there now.
      assertThat(holds(function.heap("after.hprof"), CANARY)).isTrue();
      assertThat(function.output().lines()).as("lines in the log").hasSize(1);
    }
  }

  @Test
  void firstEventAfterTheRestoreRunsWhatWasPrimed() throws IOException, InterruptedException {
    try (var server = new FaultyS3Server(model);
        var function = start("one")) {
      function.awaitCheckpoint();
      var before = new HashSet<>(function.loadedClasses());
      function.restore();
      var events = new String[] {TestEvents.notification(model.put("a", "1"))};

      function.invoke(TestEvents.batch(List.of(events)));
      function.invoke(TestEvents.notification(model.put("b", "2")));

      assertThat(function.loadedClasses())
          .filteredOn(name -> !before.contains(name))
          .filteredOn(name -> name.startsWith("objectledger.") && !name.contains("Lambda"))
          .as("classes of ours that were not loaded before the snapshot")
          .isEmpty();
      assertThat(function.loadedClasses())
          .filteredOn(name -> !before.contains(name))
          .filteredOn(name -> name.startsWith("software.amazon.awssdk.auth"))
          .as("classes for credentials that were not loaded before the snapshot")
          .isEmpty();
      assertThat(server.requests()).isNotEmpty();
    }
  }

  @Test
  void functionsThatWereRestoredHaveCredentialsAndConnectionsOfTheirOwn()
      throws IOException, InterruptedException {
    try (var server = new FaultyS3Server(model);
        var one = start("one");
        var other = start("other")) {
      one.awaitCheckpoint();
      other.awaitCheckpoint();

      one.restore();
      one.invoke(TestEvents.notification(model.put("one", "1")));
      var ofOne = server.requests();
      other.restore();
      other.invoke(TestEvents.notification(model.put("other", "1")));
      var ofOther = server.requests().subList(ofOne.size(), server.requests().size());

      assertThat(ofOne).allMatch(request -> signer(request).equals("AKIA1"));
      assertThat(ofOther).allMatch(request -> signer(request).equals("AKIA2"));
    }
  }

  private static String signer(FaultyS3Server.Request request) {
    return request.headers().get("authorization").replaceFirst(".*Credential=([^/]*)/.*", "$1");
  }

  private FunctionProcess start(String name) throws IOException {
    var environment =
        new HashMap<>(FunctionProcess.environment(System.getProperty("aws.endpointUrl")));
    environment.putAll(
        Map.of(
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "snap-start",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://127.0.0.1:" + credentials.getAddress().getPort()));
    return new FunctionProcess(Files.createDirectory(folder.resolve(name)), environment, List.of());
  }

  /** Java keeps a text of Latin letters as bytes, and an array of characters as pairs of them. */
  private static boolean holds(byte[] heap, String text) {
    var dump = new String(heap, StandardCharsets.ISO_8859_1);
    var wide = new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1);
    return dump.contains(text) || dump.contains(wide);
  }
}
