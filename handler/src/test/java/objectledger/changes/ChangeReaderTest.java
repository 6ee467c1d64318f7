package objectledger.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import objectledger.json.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves the order of changes, what is refused as a record, and what declarations say. */
class ChangeReaderTest {
  private static final String KEYS = "{\"id\":{\"S\":\"a\"}}";
  private static final String FIRST = "1".repeat(56);
  private static final String SECOND = "2".repeat(56);

  private final List<Row> written = new ArrayList<>();
  private final ChangesFixture function =
      new ChangesFixture(
          ChangesFixture.declarations(),
          (rows, deadline) -> {
            written.addAll(rows);
            return List.of();
          });

  private static String change(String time, String precision, String value) {
    return StreamEvents.dynamoData(
        "MODIFY",
        time,
        precision,
        KEYS,
        "{\"id\":{\"S\":\"a\"},\"v\":{\"S\":\"" + value + "\"}}",
        false);
  }

  /** The order of two writes of one item in one microsecond is decided, and this is how. */
  @Test
  void ofEqualTimesTheChangeThatArrivedLaterIsTheNewer() {
    function.answer(
        StreamEvents.batch(
            StreamEvents.kinesis(StreamEvents.STREAM, FIRST, change("7", "MICROSECOND", "first")),
            StreamEvents.kinesis(
                StreamEvents.STREAM, SECOND, change("7", "MICROSECOND", "second"))));

    assertThat(written).singleElement().extracting(Row::values).asString().contains("second");
    assertThat(written.getFirst().seq()).isEqualTo("0000-" + "0".repeat(19) + "7-" + SECOND);
  }

  @Test
  void aMillisecondIsAThousandMicroseconds() {
    function.answer(
        StreamEvents.batch(
            StreamEvents.kinesis(StreamEvents.STREAM, FIRST, change("8", "MILLISECOND", "newer")),
            StreamEvents.kinesis(
                StreamEvents.STREAM, SECOND, change("7999", "MICROSECOND", "older"))));

    assertThat(written).singleElement().extracting(Row::values).asString().contains("newer");
  }

  @Test
  void recordsWithoutAnOrderAreAppendedOnceEach() {
    var record = StreamEvents.kinesis(StreamEvents.LOG_STREAM, "17", "{\"x\":1.50}");

    function.answer(StreamEvents.batch(record, record));

    assertThat(written).hasSize(1);
    assertThat(written.getFirst().key()).containsExactly("shardId-000000000006", "17");
    assertThat(written.getFirst().seq()).isEqualTo("0000-" + "0".repeat(54) + "17");
    assertThat(written.getFirst().values()).containsExactly("{\"x\":1.50}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":1,\"seq\":-1} | seq-invalid",
        "{\"id\":1,\"seq\":1.5} | seq-invalid",
        "{\"id\":1} | seq-invalid",
        "{\"id\":1,\"seq\":true} | seq-invalid",
        "{\"id\":1,\"seq\":1E40} | seq-invalid",
        "{\"id\":1,\"seq\":1E999999999} | seq-invalid",
        "{\"id\":1,\"seq\":1000E2147483647} | seq-invalid",
        "{\"id\":1000E2147483647,\"seq\":1} | key-invalid",
        "{\"seq\":1} | key-missing",
        "{\"id\":[],\"seq\":1} | key-invalid",
        "{\"id\":1,\"seq\":1,\"gone\":\"yes\"} | value-invalid",
        "{\"id\":1,\"seq\":1}{} | not-json",
        "{\"id\":1, | not-json",
        "`` | not-json"
      })
  void refusesDataThatHaveNoPlaceInATable(String data, String code) {
    function.answer(
        StreamEvents.batch(
            StreamEvents.kinesis(StreamEvents.OTHER_STREAM, FIRST, data == null ? "" : data)));

    assertThat(written).isEmpty();
    assertThat(function.log()).contains("\"reason_code\":\"" + code + "\"");
  }

  @ParameterizedTest
  @CsvSource({"1E39", "'\"0\"'", "1.0", "9999999999999999999999999999999999999999"})
  void takesWholeNumbersOfUpTo40DigitsAsTheOrder(String seq) {
    function.answer(
        StreamEvents.batch(
            StreamEvents.kinesis(
                StreamEvents.OTHER_STREAM, FIRST, "{\"id\":1,\"seq\":%s}".formatted(seq))));

    assertThat(written).singleElement().extracting(row -> row.seq().length()).isEqualTo(45);
  }

  @Test
  void refusesAChangeThatNamesNoKeysForItself() {
    var image = "{\"id\":{\"S\":\"a\"}}";
    var whole = StreamEvents.dynamo("INSERT", "2", KEYS, image);
    var without = StreamEvents.dynamo("INSERT", "1", KEYS, image).replace("\"Keys\"", "\"Other\"");

    function.answer(StreamEvents.batch(without, whole));

    assertThat(written).singleElement().extracting(Row::seq).asString().endsWith("2");
    assertThat(function.log()).contains("\"reason_code\":\"key-missing\"");
  }

  @Test
  void refusesRecordsThatAreNoChangesOfTheTable() {
    var change = change("7", "MICROSECOND", "v");
    var records =
        Map.of(
            "other-table", change.replace("\"tableName\":\"orders\"", "\"tableName\":\"x\""),
            "unknown-event", change.replace("MODIFY", "TRUNCATE"),
            "seq-invalid", change.replace("MICROSECOND", "NANOSECOND"),
            "not-json", "orders",
            "too-deep", "[".repeat(50_000));

    records.forEach(
        (code, data) -> {
          function.logged.reset();
          function.answer(
              StreamEvents.batch(StreamEvents.kinesis(StreamEvents.STREAM, FIRST, data)));
          assertThat(function.log()).contains("\"reason_code\":\"" + code + "\"");
        });
    function.logged.reset();
    function.answer(
        StreamEvents.batch(StreamEvents.kinesis(StreamEvents.STREAM, FIRST, "{\"a\":1}")));
    assertThat(function.log()).contains("\"reason_code\":\"unknown-event\"");
    assertThat(written).isEmpty();
  }

  @Test
  void aGreaterEpochIsNewerThanEveryNumberOfTheOneBefore() {
    assertThat(Sequence.ofDynamo(1, "1")).isGreaterThan(Sequence.ofDynamo(0, "9".repeat(40)));
    assertThatThrownBy(() -> Sequence.ofDynamo(0, "9".repeat(41)))
        .isInstanceOf(RefusalException.class);
  }

  @Test
  void findsWhatAPathNames() {
    var item =
        PlainReader.document("{\"a\":{\"b c\":[1,{\"d\":\"x\"}]},\"a\\\"]\":2}".getBytes(UTF_8));

    assertThat(ItemPath.parse("$.a[\"b c\"][1].d").find(item)).isEqualTo(new Value.Text("x"));
    assertThat(ItemPath.parse("$[\"a\\\"]\"]").find(item)).isEqualTo(new Value.Digits("2"));
    assertThat(ItemPath.parse("$").find(item)).isSameAs(item);
    assertThat(ItemPath.parse("$.a[0]").find(item)).isNull();
    assertThat(ItemPath.parse("$.a[\"b c\"][2]").find(item)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "$a", "$.", "$..a", "$[", "$[x]", "$.a b", "$[\"a]", "$[-1]"})
  void refusesWhatIsNoPath(String path) {
    assertThatThrownBy(() -> ItemPath.parse(path)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void readsTheDeclarationsThatTerraformWrites() {
    var declared = Declarations.read(ChangesFixture.declarations(7, "", "").getBytes(UTF_8));
    var orders = declared.labels().get("orders");

    assertThat(declared.labels()).containsOnlyKeys("orders", "kinesis", "log", "payments");
    assertThat(orders.epoch()).isEqualTo(7);
    assertThat(orders.target().host()).isEqualTo("db.example.com");
    assertThat(declared.ofStream(StreamEvents.TABLE_STREAM)).contains(orders);
    assertThat(declared.ofStream(StreamEvents.STREAM + "/stream/x")).isEmpty();
    assertThat(declared.labels().get("log").target().keys())
        .extracting(Column::name)
        .containsExactly("shard", "number");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql, mysql, dialect",
    "5432, 70000, port",
    "'\"format\":\"json\"', '\"format\":\"avro\"', format",
    "'\"host\":\"db.example.com\",', '', host"
  })
  void saysWhereDeclarationsAreWrong(String right, String wrong, String path) {
    var declared = ChangesFixture.declarations().replace(right, wrong);

    assertThat(declared).isNotEqualTo(ChangesFixture.declarations());
    assertThatThrownBy(() -> Declarations.read(declared.getBytes(UTF_8)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(path);
  }
}
