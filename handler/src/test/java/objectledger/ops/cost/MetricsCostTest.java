package objectledger.ops.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import objectledger.ModelS3;
import objectledger.TestContext;
import objectledger.TestEvents;
import objectledger.TestFunction;
import objectledger.lambda.FailureKind;
import objectledger.lambda.Log;
import objectledger.lambda.SettingsReader;
import objectledger.metrics.LogSettings;
import objectledger.metrics.SentMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Proves what the function's metrics cost: events go through the function, and its metrics and
 * their bytes are counted. docs/metrics.md shows the table; {@code -Dupdate.docs=true} writes it.
 */
class MetricsCostTest {
  private static final Path DOCUMENT = Path.of("../docs/metrics.md");
  private static final String BEGIN = "<!-- begin: cost, written by MetricsCostTest -->\n";
  private static final String END = "<!-- end: cost -->";
  private static final String FUNCTION = "object-ledger-handler-prod";

  /** With microseconds, as the clock of Lambda has them. */
  private static final Instant NOW = Instant.parse("2026-01-31T12:30:00.123456Z");

  private static final Duration LAG = Duration.ofMillis(1_234);

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final LogSettings settings =
      LogSettings.read(
          new SettingsReader(
              Map.of("METRICS_SOURCES", "source", "AWS_LAMBDA_FUNCTION_NAME", FUNCTION)),
          List.of(ModelS3.SOURCE));
  private final Log log =
      new Log(
          new PrintStream(logged, true, StandardCharsets.UTF_8),
          InstantSource.fixed(NOW),
          Log.Level.ERROR,
          settings.observer(InstantSource.fixed(NOW)));

  @ParameterizedTest
  @EnumSource(TriggerVariant.class)
  void linesAreAsLongAsTheTableSays(TriggerVariant way) throws IOException {
    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    var events = new ArrayList<String>();
    for (var i = 0; i < way.batch; i++) {
      var event = TestEvents.at(s3.put("part-" + i, "x"), NOW.minus(LAG));
      events.add(
          way == TriggerVariant.EVENTBRIDGE
              ? TestEvents.eventBridge(event)
              : TestEvents.notification(event));
    }

    TestFunction.of(s3, false, log)
        .handleRequest(
            TestEvents.stream(way.isQueue() ? TestEvents.batch(events) : events.getFirst()),
            new ByteArrayOutputStream(),
            TestContext.INSTANCE);

    var lines = logged.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize((way.batch + 99) / 100);
    // CloudWatch counts 26 bytes for each line, and not its line break.
    var bytes = lines.stream().mapToInt(line -> line.length() + 26).sum();
    assertThat((double) bytes / way.batch)
        .isCloseTo(MetricsCost.bytesPerObject(way), withinPercentage(1));
  }

  @Test
  void asManyMetricsAreSentAsAreCounted() {
    var fields = Map.of("bucket", ModelS3.SOURCE, "event_name", "ObjectCreated:Put");
    var lines = settings.observer(InstantSource.fixed(NOW));
    lines.onLine("recorded", fields, NOW.minus(LAG));
    lines.onLine("recorded before", fields);
    for (var kind : FailureKind.values()) {
      lines.onLine("not recorded", Map.of("fault", kind));
    }
    var names = new HashSet<String>();
    for (var line : lines.onEnd(1, false)) {
      names.addAll(SentMetrics.of(new String(line, StandardCharsets.UTF_8)).values().keySet());
    }

    assertThat(names).hasSize(MetricsCost.count(1));
    assertThat(MetricsCost.count(2) - MetricsCost.count(1)).isEqualTo(3);
  }

  @Test
  void documentShowsTheTable() throws IOException {
    var text = Files.readString(DOCUMENT);
    var written =
        text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
            + '\n'
            + MetricsCost.markdown(1_000_000)
            + '\n'
            + text.substring(text.indexOf(END));
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(DOCUMENT, written);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("%s is stale; run: ./mvnw test -Dtest=MetricsCostTest -Dupdate.docs=true", DOCUMENT)
        .isEqualTo(written);
  }
}
