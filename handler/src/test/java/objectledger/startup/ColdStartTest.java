package objectledger.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import objectledger.FaultyS3Server;
import objectledger.FunctionProcess;
import objectledger.ModelS3;
import objectledger.TestEvents;
import objectledger.TlsFront;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves what a start costs where it can be counted exactly: the function in a process of its own,
 * with S3 behind TLS. What can only be timed is measured by the benchmark.
 */
class ColdStartTest {
  /**
   * A third of them is the JDK's and the runtime client's own, with TLS. Another JDK than that of
   * the build counts some dozens more or fewer, and so does another store of whom it trusts.
   */
  private static final int MOST_CLASSES = 4_800;

  @TempDir Path folder;

  @Test
  void startAndFirstEventLoadFewClassesLogOneLineAndAskS3Twice()
      throws IOException, InterruptedException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var event = model.put("folder/object", "hello");
    try (var server = new FaultyS3Server(model);
        var tls = new TlsFront(folder, server.port());
        var function =
            new FunctionProcess(folder, FunctionProcess.onDemand(tls.url()), tls.trust())) {
      function.awaitStart();
      var atStart = server.requests();

      function.invoke(TestEvents.notification(event));

      var classes = function.loadedClasses();
      System.out.printf(Locale.ROOT, "cold start: %,d classes loaded%n", classes.size());
      assertThat(classes).hasSizeLessThanOrEqualTo(MOST_CLASSES);
      assertThat(classes)
          .as("classes of a workflow that is off")
          .doesNotContain(
              "objectledger.parameters.SecretReader", "objectledger.workflow.WorkflowInvoker");
      assertThat(function.output().lines())
          .as("lines in the log")
          .singleElement()
          .satisfies(line -> assertThat(line).contains("\"message\":\"recorded\""));
      assertThat(atStart)
          .as("requests at the start")
          .extracting(FaultyS3Server.Request::target)
          .containsExactly("/" + ModelS3.SOURCE);
      assertThat(server.requests().subList(1, 3))
          .as("requests of the event")
          .extracting(FaultyS3Server.Request::call)
          .containsExactly(FaultyS3Server.Call.HEAD_SOURCE, FaultyS3Server.Call.PUT_JOURNAL);
      assertThat(server.requests()).hasSize(3);
      assertThat(model.keys(ModelS3.LEDGER)).hasSize(1);
    }
  }

  @Test
  void startThatCannotReachS3IsAStartAllTheSame() throws IOException, InterruptedException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var event = model.put("folder/object", "hello");
    try (var server = new FaultyS3Server(model)) {
      server.stopListening();
      var url = System.getProperty("aws.endpointUrl");
      try (var function = new FunctionProcess(folder, FunctionProcess.onDemand(url), List.of())) {
        function.awaitStart();
        assertThat(function.output()).isEmpty();
        server.mend();

        function.invoke(TestEvents.notification(event));

        assertThat(model.keys(ModelS3.LEDGER)).hasSize(1);
      }
    }
  }
}
