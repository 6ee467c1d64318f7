package objectledger.ops.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import objectledger.ModelS3;
import objectledger.TestContext;
import objectledger.TestEvents;
import objectledger.TestFunction;
import objectledger.lambda.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Proves the numbers from which the cost of an object is computed: events go through the function
 * with each trigger, and its requests to S3 are counted. docs/choosing-a-trigger.md shows the
 * table; {@code -Dupdate.docs=true} writes it.
 */
class RequestCountTest {
  private static final Path DOCUMENT = Path.of("../docs/choosing-a-trigger.md");
  private static final String BEGIN = "<!-- begin: cost, written by RequestCountTest -->\n";
  private static final String END = "<!-- end: cost -->";

  /** All in one hour, so that a batch of 100 is one object of the journal. */
  private static final Instant TIME = Instant.parse("2026-01-31T12:30:00Z");

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  @ParameterizedTest
  @EnumSource(TriggerVariant.class)
  void requestsToS3AreThoseOfTheCostTable(TriggerVariant way) throws IOException {
    for (var latest : List.of(false, true)) {
      var events = way == TriggerVariant.DIRECT || way == TriggerVariant.QUEUE_100 ? 10_000 : 1_000;

      var s3 = run(way, latest, events);

      assertThat(calls(s3, "HeadObject") / events).isEqualTo(Cost.heads(latest));
      assertThat(calls(s3, "PutObject") / events).isEqualTo(Cost.puts(way, latest));
      assertThat(s3.calls()).doesNotContain("GetObjectTagging");
      assertThat(s3.keys(ModelS3.LEDGER))
          .hasSize(events / way.batch * way.segments + (latest ? events : 0));
    }
  }

  @Test
  void linesInTheLogAreAsLongAsTheCostTableSays() throws IOException {
    run(TriggerVariant.DIRECT, false, 1_000);

    // CloudWatch counts 26 bytes for each line, and a real bucket's name is some 25 longer.
    assertThat(logged.size() / 1_000.0 + 26 + 25)
        .isCloseTo(Cost.LOG_BYTES_PER_RECORD, withinPercentage(5));
  }

  @Test
  void documentShowsTheTable() throws IOException {
    var text = Files.readString(DOCUMENT);
    var written =
        text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
            + '\n'
            + Cost.markdown(1_000_000)
            + "\nThe idle queue costs "
            + Cost.idle()
            + " dollars a month, whichever trigger is chosen.\n\n"
            + text.substring(text.indexOf(END));
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(DOCUMENT, written);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("%s is stale; run: ./mvnw test -Dtest=RequestCountTest -Dupdate.docs=true", DOCUMENT)
        .isEqualTo(written);
  }

  private ModelS3 run(TriggerVariant way, boolean latest, int count) throws IOException {
    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    var handler =
        TestFunction.of(
            s3,
            latest,
            new Log(
                new PrintStream(logged, true, StandardCharsets.UTF_8),
                InstantSource.fixed(TIME),
                Log.Level.INFO));
    var events = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      var event =
          TestEvents.at(
              s3.put(String.format(Locale.ROOT, "landing/2026/01/31/part-%05d.parquet", i), "x"),
              TIME);
      events.add(
          way == TriggerVariant.EVENTBRIDGE
              ? TestEvents.eventBridge(event)
              : TestEvents.notification(event));
      if (events.size() == way.batch) {
        var payload = way.isQueue() ? TestEvents.batch(events) : events.getFirst();
        handler.handleRequest(
            TestEvents.stream(payload), new ByteArrayOutputStream(), TestContext.INSTANCE);
        events.clear();
      }
    }
    return s3;
  }

  private static double calls(ModelS3 s3, String call) {
    return Collections.frequency(s3.calls(), call);
  }
}
