package objectledger.ops.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import objectledger.json.JsonValue;
import objectledger.ops.Stacks;
import objectledger.ops.TerminalText;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.DuckDbEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that the statements of the report count what is in the journal, whose lines are counted
 * here in another way.
 */
class ReportDataTest {
  private static final int RECORDS = 5_000;

  @TempDir private static Path folder;

  private static List<JsonValue> records;
  private static ReportData data;

  @BeforeAll
  static void ask() throws IOException {
    new SampleJournal(RECORDS, SampleJournal.HOSTILE).write(folder.resolve("journal"));
    records = SampleJournal.read(folder.resolve("journal"));
    data = SampleReport.data(folder);
  }

  @Test
  void hoursAddUpToTheRecords() {
    assertThat(data.records()).isEqualTo(records.size()).isEqualTo(RECORDS);
    assertThat(data.created()).isEqualTo(created().count());
    assertThat(data.deleted()).isEqualTo(RECORDS - created().count());
    assertThat(data.bytes()).isEqualTo(created().mapToLong(ReportDataTest::size).sum());
    assertThat(part("hours")).hasSizeBetween(100, 168);
    assertThat(data.inWords()).startsWith("5,000 records: 4,500 objects created");
  }

  @Test
  void eachPartHasEachCreatedObjectOnce() {
    for (var name : List.of("prefixes", "sizes", "storage")) {
      assertThat(sum(name, "objects")).as(name).isEqualTo(data.created());
      assertThat(sum(name, "bytes")).as(name).isEqualTo(data.bytes());
    }
    assertThat(sum("labels", "objects")).isEqualTo(4 * data.created());
    assertThat(sum("lag", "records")).isEqualTo(data.records());
  }

  @Test
  void sizesAreInTheClassesThatTheySay() {
    for (var row : part("sizes")) {
      var least = (long) row.get("at_least");
      var next =
          part("sizes").stream()
              .map(each -> (long) each.get("at_least"))
              .filter(each -> each > least)
              .findFirst()
              .orElse(Long.MAX_VALUE);
      var inIt = created().filter(each -> size(each) >= least && size(each) < next).count();

      assertThat(row).containsEntry("objects", inIt);
    }
  }

  @Test
  void deletionsAreThoseOfEachRequesterWithTheLastKey() {
    var expected =
        records.stream()
            .filter(each -> each.get("record_type").isEqualTo("DELETE"))
            .collect(
                Collectors.groupingBy(
                    each -> TerminalText.of(each.get("requester").text()),
                    TreeMap::new,
                    Collectors.counting()));

    var found = new TreeMap<String, Long>();
    part("deletions")
        .forEach(
            row ->
                found.merge((String) row.get("requester"), (long) row.get("deletions"), Long::sum));
    assertThat(found).isEqualTo(expected);
    for (var hostile : SampleJournal.HOSTILE) {
      assertThat(part("deletions"))
          .anyMatch(row -> Objects.equals(row.get("last_key"), TerminalText.of(hostile)));
    }
  }

  @Test
  void foldsWhatIsManyIntoOneRow() {
    assertThat(part("labels")).hasSize(31);
    var others = part("labels").getLast();

    assertThat(others).doesNotContainKeys("kind", "name", "value").containsEntry("place", 31L);
    assertThat((long) others.get("merged")).isGreaterThan(1);
  }

  @Test
  void asksNothingMoreWhereNothingIsInTheTime() {
    var request =
        ReportRequest.of(
            Stacks.of("ledger", Stacks.source("a", SampleJournal.BUCKET)),
            name -> Map.of("FROM", "2025-01-01", "TO", "2025-02-01").getOrDefault(name, ""),
            InstantSource.system(),
            folder);
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.journal(folder.resolve("journal"), SampleJournal.BUCKET);
      var engine = new DuckDbEngine(duckDb);

      assertThat(ReportData.of(engine, request, Map.of(), "dev", SampleJournal.TO).records())
          .isZero();
    }
  }

  private static Stream<JsonValue> created() {
    return records.stream().filter(each -> each.get("record_type").isEqualTo("CREATE"));
  }

  private static long size(JsonValue record) {
    return record.get("size").countOrUnknown();
  }

  private static long sum(String part, String column) {
    return part(part).stream().mapToLong(row -> (long) row.get(column)).sum();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> part(String name) {
    return (List<Map<String, Object>>)
        ((Map<String, Object>) data.members().get("parts")).get(name);
  }
}
