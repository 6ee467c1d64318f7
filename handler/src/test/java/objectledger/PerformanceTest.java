package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proves that docs/performance.md shows the figures that are kept beside it, and how they come. */
class PerformanceTest {
  private static final Path DOCUMENTS = Path.of("../docs");

  @Test
  void documentShowsTheFigures() throws IOException {
    var figures = Performance.read(DOCUMENTS);

    var document = Files.readString(DOCUMENTS.resolve("performance.md"));

    assertThat(document)
        .as("docs/performance.md is stale; run: make bench")
        .isEqualTo(Performance.in(document, figures));
  }

  @Test
  void pictureShowsTheFigures() throws IOException {
    var figures = Performance.read(DOCUMENTS);

    var picture = Files.readString(DOCUMENTS.resolve("performance.svg"));

    assertThat(picture)
        .as("docs/performance.svg is stale; run: make bench")
        .isEqualTo(Plot.of(figures));
  }

  @Test
  void figuresAreTheSameAfterTheyWereWrittenAndRead() {
    var figures = new Figures();
    figures.describe("java", "25");
    List.of(4.0, 1.0, 3.0, 2.0).forEach(sample -> figures.add("hello.start_ms", sample));

    var read = Figures.read(TestEvents.json(figures.toJson()));

    assertThat(read.toJson()).isEqualTo(figures.toJson());
    assertThat(read.get("hello.start_ms")).isEqualTo(new Figures.Figure(2.5, 1.75, 3.25, 4));
  }

  @Test
  void unknownFigureIsNamed() {
    var figures = new Figures();

    assertThatThrownBy(() -> figures.median("hello.start_ms"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hello.start_ms");
  }

  @Test
  void goalIsMissedAboveItsLimitAndMetAtIt() throws IOException {
    var kept = with(Performance.read(DOCUMENTS), "hello.start_ms", 100);

    var met = with(kept, "ledger.start_ms", 650);
    var missed = with(kept, "ledger.start_ms", 660);

    assertThat(Targets.table(met).get(1)).contains("≤ 6.5", "6.50", "met");
    assertThat(Targets.table(missed).get(1)).contains("6.60", "**missed**");
  }

  @Test
  void ratioWithoutAFigureIsShownAsNotMeasured() throws IOException {
    var measured = Performance.read(DOCUMENTS).toJson();
    var metrics = "CPU with the metrics ÷ without, batches of 100";

    var without =
        measured
            .replace("\"hello.start_ms\"", "\"another\"")
            .replace("\"ledger.metrics_queue\"", "\"one more\"");

    var rows = Targets.table(Figures.read(TestEvents.json(without)));
    assertThat(rows.get(1))
        .containsExactly("start ÷ hello world's", "≤ 6.5", "", "not measured", "4.5");
    assertThat(rows).contains(List.of(metrics, "≤ 1.02", "", "not measured", ""));
  }

  @Test
  void figuresOfTheToolsAreReadFromWhatTheMeasurementsPrint() {
    var figures = new Figures();

    ToolFigures.add(
        figures,
        List.of(
            "redrive: 5 of 10",
            "figure redrive.10000.seconds 20.000",
            "figure redrive.10000.seconds 40.000",
            "figure redrive.10000.cpu_seconds 4.500",
            "figure redrive.10000.peak_mb 180.000"));

    assertThat(figures.get("redrive.10000.seconds").runs()).isEqualTo(2);
    assertThat(ToolTables.of(figures))
        .contains("| `make redrive` | 10,000 |    30.0 |      333 |")
        .doesNotContain("Statements");
  }

  @Test
  void halfOfTheCpuTakesTwiceTheTime() throws IOException {
    var figures = Performance.read(DOCUMENTS);
    var table = MemorySizes.table(figures);

    var small = millis(table, "512") - 30;
    var large = millis(table, "1,024") - 30;

    // Both are rounded to a millisecond.
    assertThat(small).isCloseTo(2 * large, within(1.5));
    assertThat(table.get(1)).contains("128", "too small");
  }

  private static double millis(List<List<String>> table, String size) {
    return table.stream()
        .filter(row -> row.getFirst().equals(size))
        .mapToDouble(row -> Double.parseDouble(row.get(3)))
        .findFirst()
        .orElseThrow();
  }

  private static Figures with(Figures figures, String name, int millis) {
    var json =
        figures
            .toJson()
            .replaceFirst(
                "\"%s\": .*?}".formatted(name),
                "\"%s\": {\"median\": %s, \"low\": 0, \"high\": 0, \"runs\": 1}"
                    .formatted(name, millis));
    return Figures.read(TestEvents.json(json));
  }
}
