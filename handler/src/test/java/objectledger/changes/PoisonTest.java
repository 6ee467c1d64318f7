package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Proves on a real server that one bad row costs its batch little, and that writers may share keys.
 */
class PoisonTest {
  private static final TestPostgres SERVER = TestPostgres.shared();

  @Test
  void oneBadRowAmongAThousandIsFoundInFewStatements() throws Exception {
    var table = TestTable.json(SERVER);
    SERVER.run(
        "ALTER TABLE " + table.target().table() + " ADD CHECK (data->>'n' <> '637' OR deleted)");
    var records = new ArrayList<String>();
    for (var i = 0; i < 1_000; i++) {
      var id = "{\"id\":{\"S\":\"k" + i + "\"}";
      records.add(
          StreamEvents.dynamo(
              "INSERT",
              Integer.toString(i + 1),
              id + "}",
              id + ",\"n\":{\"N\":\"" + i + "\"},\"secret\":{\"S\":\"s\"}}"));
    }
    try (var proxy = new TcpProxy(SERVER.port())) {
      var limit = Duration.ofSeconds(20);
      try (var sink = table.through(proxy.port(), limit, limit).sink()) {
        sink.write(TestTable.rows(1, 0), TestTable.soon());
        proxy.roundTrips();
        var function = new ChangesFixture(ChangesFixture.declarations(), sink);
        var begun = System.nanoTime();

        var answer = function.answer(StreamEvents.batch(records));

        var millis = (System.nanoTime() - begun) / 1_000_000;
        var statements = proxy.roundTrips();
        System.out.println(
            "one bad row of 1,000: " + statements + " statements, " + millis + " ms");
        assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(statements).isBetween(10, 22);
        assertThat(function.objects.values())
            .singleElement()
            .asString()
            .contains("\"reason_code\":\"database-refused\"", "23514", "\"k637\"");
        assertThat(function.log()).doesNotContain("k637");
      }
    }
    assertThat(table.select("count(*)").getFirst()).containsExactly("1000");
    assertThat(table.select("id")).doesNotContain(List.of("k637"));
  }

  @Test
  void twoWritersOfTheSameKeysEndWithTheNewestOfEach() throws Exception {
    var table = TestTable.json(SERVER);
    var newest = new ConcurrentHashMap<String, Long>();
    try (var writers = Executors.newFixedThreadPool(2)) {
      var ends = new ArrayList<Future<?>>();
      for (var writer = 1; writer <= 2; writer++) {
        var seed = writer;
        ends.add(writers.submit(() -> write(table, new SplittableRandom(seed), seed, newest)));
      }
      for (var end : ends) {
        end.get();
      }
    }

    var expected = new HashMap<String, String>();
    newest.forEach((key, seq) -> expected.put(key, TestTable.seq(seq)));
    var stored = new HashMap<String, String>();
    for (var row : table.select("id, seq, data->>'seq', deleted")) {
      stored.put(row.get(0), row.get(1));
      var isWhole =
          row.get(3).equals("t") || row.get(1).equals(TestTable.seq(Long.parseLong(row.get(2))));
      assertThat(isWhole).as("%s", row).isTrue();
    }
    assertThat(stored).isEqualTo(expected);
  }

  /** Each change has a number of its own; even ones are of one writer. */
  private static void write(
      TestTable table,
      SplittableRandom random,
      int writer,
      ConcurrentHashMap<String, Long> newest) {
    try (var sink = table.sink()) {
      for (var batch = 0; batch < 150; batch++) {
        var rows = new ArrayList<Row>();
        for (var key = 0; key < 60; key++) {
          if (random.nextBoolean()) {
            var name = "k" + (100 + key);
            var seq = 2L * random.nextInt(1, 100_000) + writer % 2;
            newest.merge(name, seq, Math::max);
            rows.add(
                random.nextInt(5) == 0
                    ? TestTable.deletion(name, seq)
                    : TestTable.row(name, seq, "{\"seq\":" + seq + "}"));
          }
        }
        assertThat(sink.write(rows, TestTable.soon())).isEmpty();
      }
    }
  }
}
