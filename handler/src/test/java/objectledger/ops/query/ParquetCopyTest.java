package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that the copy in Parquet, which docs/query.md shows, has the journal's rows. */
class ParquetCopyTest {
  private static final String COLUMNS =
      String.join(", ", TableColumns.of("journal").types().keySet()) + ", source";

  @TempDir Path folder;

  @Test
  void copyHasEachRecordOfTheJournalOnce() throws IOException {
    JournalFiles.write(folder, 400);
    var copy = folder.resolve("parquet");
    try (var journal = DuckDb.open(folder.resolve("duckdb"));
        var copied = DuckDb.open(folder.resolve("duckdb"))) {
      journal.execute(LedgerViews.journalInBucket(folder.toString()));
      journal.view("journal");
      journal.execute(ParquetCopy.inDuckDb(copy));
      copied.execute(ParquetCopy.views(copy));

      var rows = rows(journal, "journal");

      // Four events are in it twice.
      assertThat(rows(journal, "journal_raw")).hasSize(404);
      assertThat(rows).hasSize(400);
      assertThat(rows(copied, "journal")).isEqualTo(rows);
      assertThat(rows(copied, "journal_whole")).isEqualTo(rows);
    }
  }

  @Test
  void athenaIsGivenTheSameColumnsAndItsFoldersLast() {
    var columns = selected(ParquetCopy.inAthena());

    assertThat(columns).isEqualTo(selected(ParquetCopy.inDuckDb(folder)));
    assertThat(columns).endsWith("hour", "source", "date");
    assertThat(columns)
        .containsAll(TableColumns.of("journal").types().keySet())
        .hasSize(TableColumns.of("journal").types().size() + 3);
    assertThat(ParquetCopy.inAthena()).contains("partitioned_by = ARRAY['source', 'date']");
  }

  private static List<String> selected(String sql) {
    var begin = sql.indexOf("SELECT ") + "SELECT ".length();
    return Arrays.asList(sql.substring(begin, sql.indexOf("\nFROM journal")).split(",\\s+"));
  }

  /** The rows in order, each as a text. */
  private static List<String> rows(DuckDb duckDb, String relation) {
    var rows = new ArrayList<String>();
    var text =
        "SELECT CAST(to_json(t) AS VARCHAR) FROM (SELECT %s FROM %s) t"
            .formatted(COLUMNS, relation);
    duckDb.query(QueryStatement.of(relation, text), Map.of(), row -> rows.add(row.getString(1)));
    Collections.sort(rows);
    return rows;
  }
}
