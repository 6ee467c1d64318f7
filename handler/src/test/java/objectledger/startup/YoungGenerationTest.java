package objectledger.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import objectledger.FaultyS3Server;
import objectledger.FunctionProcess;
import objectledger.ModelS3;
import objectledger.TestEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that batches come and go without leaving more and more in the heap. */
class YoungGenerationTest {
  private static final int BATCHES = 200;
  private static final long MOST_MEGABYTES = 48;

  /** As the JVM logs it: what was in use before and after, in megabytes. */
  private static final Pattern PAUSE =
      Pattern.compile("Pause (\\w+) \\((.*)\\) (\\d+)M->(\\d+)M\\(");

  @TempDir Path folder;

  @Test
  void oneFullCollectionKeepsBatchesOutOfTheOldPart() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    var batch =
        TestEvents.batch(
            IntStream.range(0, 100).mapToObj(i -> deletion(model, "key-" + i)).toList());
    var log = folder.resolve("gc.log");
    try (var server = new FaultyS3Server(model);
        var function = start(log)) {
      function.awaitStart();
      for (var i = 0; i < BATCHES; i++) {
        function.invoke(batch);
      }

      assertThat(server.requests()).hasSizeGreaterThan(BATCHES);
    }
    var pauses = PAUSE.matcher(Files.readString(log)).results().toList();

    // A JVM that collects everything on its own account does the same, and is not asked.
    assertThat(pauses).filteredOn(pause -> pause.group(1).equals("Full")).isNotEmpty();
    assertThat(pauses)
        .filteredOn(pause -> pause.group(2).equals("System.gc()"))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(megabytesLeft(pauses.getLast())).isLessThan(MOST_MEGABYTES);
  }

  /** There is nothing to look at: it costs no call. */
  private static String deletion(ModelS3 model, String key) {
    model.put(key, "content");
    return TestEvents.notification(model.delete(key).orElseThrow());
  }

  private static long megabytesLeft(MatchResult pause) {
    return Long.parseLong(pause.group(4));
  }

  /** With the heap of a function of 512 MB. */
  private FunctionProcess start(Path log) throws IOException {
    return new FunctionProcess(
        folder,
        FunctionProcess.onDemand(System.getProperty("aws.endpointUrl")),
        List.of("-XX:MaxRAM=512m", "-Xmx435m", "-XX:+UseSerialGC", "-Xlog:gc:file=" + log));
  }
}
