package objectledger.ops.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import objectledger.ops.Markdown;
import org.junit.jupiter.api.Test;

/**
 * Proves that docs/choosing-a-trigger.md shows what the models say, and that the simulation of the
 * queue loses nothing and agrees with what can be computed by hand. {@code -Dupdate.docs=true}
 * writes the tables.
 */
class ScaleTest {
  private static final Path DOCUMENT = Path.of("../docs/choosing-a-trigger.md");

  @Test
  void documentShowsTheTables() throws IOException {
    var text = Files.readString(DOCUMENT);
    var written = with(text, "rates", Markdown.table(Scale.table(false), 1));
    written = with(written, "rates with latest", Markdown.table(Scale.table(true), 1));
    written = with(written, "stages", Markdown.table(StageScale.table(), 1));
    written = with(written, "burst", Markdown.table(QueueSimulation.table(), 0));
    written = with(written, "load", Markdown.table(LoadTables.load(), 1));
    written = with(written, "saturation", Markdown.table(LoadTables.saturation(), 2));
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(DOCUMENT, written);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("%s is stale; run: ./mvnw test -Dtest=ScaleTest -Dupdate.docs=true", DOCUMENT)
        .isEqualTo(written);
  }

  @Test
  void documentCostsWhatItsPartsCost() {
    // The parts of the table of a million documents, in its order.
    var parts = 3.50 + 5.00 + 7.48 + 1.00 + 10.40 + 0.87;

    assertThat(1_000_000 * StageScale.document()).isCloseTo(parts, within(0.05));
  }

  @Test
  void moreThanAnIntHoldsStillCostsMore() {
    var dollars = StageScale.table().stream().skip(1).map(List::getLast).toList();

    assertThat(dollars.get(8)).isEqualTo("5.52");
    assertThat(dollars.get(11)).isEqualTo("70.92");
  }

  @Test
  void everyObjectOfABurstIsRecorded() {
    var result = QueueSimulation.run(1_000_000, 60, TriggerVariant.QUEUE_100, 10);

    assertThat(result.done()).isEqualTo(1_000_000);
    assertThat(result.deepest()).isLessThan(1_000_000);
  }

  @Test
  void lastObjectOfABurstThatComesAtOnceWaitsForAllOthers() {
    // The limit is what the mapping begins with, so that it never grows.
    var batches = QueueSimulation.FIRST_BATCHES;
    var perSecond = batches * 100 / Cost.seconds(TriggerVariant.QUEUE_100, false);

    var result = QueueSimulation.run(100_000, 0.001, TriggerVariant.QUEUE_100, batches);

    var seconds = QueueSimulation.START_SECONDS + 100_000 / perSecond;
    assertThat(result.drainedSeconds()).isCloseTo(seconds, within(0.2));
    assertThat(result.latestSeconds()).isCloseTo(seconds, within(0.2));
    assertThat(result.deepest()).isEqualTo(100_000);
    assertThat(result.mostAtOnce()).isEqualTo(batches);
  }

  @Test
  void queueThatIsFasterThanTheBurstOnlyWaitsForTheStart() {
    var result = QueueSimulation.run(10_000, 60, TriggerVariant.QUEUE_100, 1_000);

    assertThat(result.latestSeconds()).isCloseTo(QueueSimulation.START_SECONDS, within(0.1));
  }

  @Test
  void higherLimitNeverMakesItLater() {
    var previous = Double.MAX_VALUE;
    for (var maximum = 2; maximum <= 1_000; maximum *= 2) {
      var result = QueueSimulation.run(10_000_000, 60, TriggerVariant.QUEUE_100, maximum);

      assertThat(result.latestSeconds()).isLessThanOrEqualTo(previous);
      previous = result.latestSeconds();
    }
  }

  /** The text with this between the marks of that name. */
  private static String with(String text, String name, String table) {
    var begin = "<!-- begin: " + name + ", written by ScaleTest -->\n";
    var end = "<!-- end: " + name + " -->";
    return text.substring(0, text.indexOf(begin) + begin.length())
        + '\n'
        + table
        + '\n'
        + text.substring(text.indexOf(end));
  }
}
