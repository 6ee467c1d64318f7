package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proves that as many changes are written as the benchmark counts, whatever their number is. */
class WritesTest {
  private final Writes writes = new Writes();

  @Test
  void theLastBatchHasOnlyWhatIsLeft() {
    var sizes = new ArrayList<Integer>();

    writes.inBatches(
        (rows, deadline) -> {
          sizes.add(rows.size());
          return List.of();
        },
        2_500);

    assertThat(sizes).containsExactly(1_000, 1_000, 500);
  }

  @Test
  void theSecondThousandOfSingleChangesHasOnlyWhatIsLeft() throws SQLException {
    var table = TestTable.json(TestPostgres.shared());

    try (var connection = Writes.connect(table, table.target().port())) {
      writes.oneByOne(table, connection, 1_500);
    }

    var numbers = table.select("seq");
    assertThat(numbers).filteredOn(List.of(TestTable.seq(1))::equals).hasSize(500);
    assertThat(numbers).filteredOn(List.of(TestTable.seq(2))::equals).hasSize(500);
  }
}
