package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import objectledger.ops.query.DuckDb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that what is compared at once is bounded, whichever side is the large one. */
class ComparedPartsTest {
  @TempDir private Path folder;

  @Test
  void aLargeListingIsComparedInPartsThoughTheJournalIsEmpty() throws Exception {
    assertThat(parts(10_000)).isEqualTo(11);
    assertThat(folder.resolve("parts")).doesNotExist();
  }

  @Test
  void onePartRemovesWhatAKilledProcessLeft() throws Exception {
    Files.createDirectories(folder.resolve("parts/inventory"));

    assertThat(parts(1)).isEqualTo(1);
    assertThat(folder.resolve("parts")).doesNotExist();
  }

  /** How often is compared, with 1,000 versions a part. */
  private int parts(int listed) throws Exception {
    var inventory =
        """
        SELECT
          'b' AS source, 'k' || range AS key, 'null' AS version_id, true AS is_latest,
          false AS is_delete_marker, range AS size, 'e' AS e_tag,
          '2026-11-27T10:00:00.000Z' AS last_modified_date
        FROM range(%s)
        """
            .formatted(listed);
    var comparisons = new int[1];
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.journal(CopyFolder.empty(folder.resolve("empty"), "b"), "b");
      duckDb.execute("CREATE VIEW inventory AS " + inventory);
      new ComparedParts(
              duckDb,
              Map.of(
                  "source", "b", "prefix", "", "cut", "2026-11-27T12:00:00.000Z", "scope", "all"),
              inventory,
              listed,
              folder.resolve("parts"),
              60_000)
          .forEach(folder.resolve("none"), () -> comparisons[0]++);
    }
    return comparisons[0];
  }
}
