package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Proves that the comparison of {@code make test SUITE=athena} sees what is not as it was written.
 */
class DocumentsSampleTest {
  private static final String DECLARED =
      """
      {"tables": {"orders": {"columns": {"amount": "decimal(38,10)", "spot": "struct<x:double>"},
        "partition": "hour"}}}
      """;

  private final DocumentsSample sample =
      new DocumentsSample(DECLARED, 1, Instant.parse("2026-11-27T10:00:00Z"));

  private final List<List<String>> rows = rows();

  /** The rows of the one document, as an engine reads them. */
  private List<List<String>> rows() {
    var object = sample.objects().entrySet().iterator().next();
    var folders = object.getKey().split("/");
    return new String(object.getValue(), UTF_8)
        .lines()
        .map(ReadBack::line)
        .map(
            row ->
                List.of(
                    (String) row.get("ingest_id"),
                    (String) row.get("ingest_time"),
                    folders[2].substring("date=".length()),
                    folders[3].substring("hour=".length()),
                    "\"" + row.get("amount") + "\"",
                    "{\"x\":%s}".formatted(x(row))))
        .toList();
  }

  private static String x(Map<String, Object> row) {
    var x = ((Map<?, ?>) row.get("spot")).get("x");
    return ((GeneratedDocument.Digits) x).text();
  }

  @Test
  void rowsThatAreReadAsTheyWereWrittenAreRight() {
    assertThat(sample.rows("orders")).isEqualTo(rows.size()).isPositive();
    assertThat(sample.compare("orders", rows)).isEmpty();
  }

  @Test
  void aRowThatIsMissingOrDoubleOrReadDifferentlyIsNamed() {
    assertThat(sample.compare("orders", List.of())).hasSameSizeAs(rows);
    assertThat(sample.compare("orders", rows.subList(1, rows.size()))).isNotEmpty();
    var twice = new ArrayList<>(rows);
    twice.add(rows.getFirst());
    assertThat(sample.compare("orders", twice)).isNotEmpty();
    var others = List.of("A-9", "2026-11-27 10:00:00.001", "2026-11-26", "23", "7", "{\"x\":7.1}");
    for (var column = 0; column < others.size(); column++) {
      var changed = new ArrayList<>(rows);
      changed.set(0, new ArrayList<>(rows.getFirst()));
      changed.getFirst().set(column, others.get(column));
      assertThat(sample.compare("orders", changed)).as("column " + column).isNotEmpty();
    }
  }
}
