package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import objectledger.changes.ItemHistory.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proves on a real PostgreSQL what {@link ChangeHistoriesTest} proves on a model. */
class ChangeHistoriesOnPostgresTest {
  private static final int HISTORIES = 60;
  private static final TestPostgres SERVER = TestPostgres.shared();

  @ParameterizedTest
  @EnumSource
  void everyHistoryEndsWithTheTableEqualToTheItems(Way way) throws SQLException {
    var history = new ChangeHistory(null);
    var table = TestTable.json(SERVER);
    try (var sink = table.sink()) {
      for (var seed = 1; seed <= HISTORIES; seed++) {
        SERVER.run("TRUNCATE " + table.target().table());
        var random = new SplittableRandom(seed);

        var items = history.play(way, random, new ModelTable(random, null, sink));

        assertThat(values(table)).as("%s %s", way, seed).isEqualTo(values(items));
      }
    }
  }

  /** The member v of each item that is there. */
  private static Map<String, String> values(TestTable table) throws SQLException {
    var values = new HashMap<String, String>();
    for (var row : table.select("id, data->>'v', deleted")) {
      if (row.get(2).equals("f")) {
        values.put(row.get(0), row.get(1));
      }
    }
    return values;
  }

  private static Map<String, String> values(Map<String, String> items) {
    var values = new HashMap<String, String>();
    items.forEach((key, item) -> values.put(key, item.replaceFirst(".*\"v\":([0-9]+).*", "$1")));
    return values;
  }
}
