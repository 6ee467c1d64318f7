package objectledger.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves what each value becomes in each column, and what is refused for which reason. */
class ItemValuesTest {

  /** What a column has of the attribute {@code a} of an item. */
  private static String value(String attribute, String type, String dialect, String path) {
    var column = "{\"name\":\"c\",\"path\":\"%s\",\"type\":\"%s\"}".formatted(path, type);
    var declared =
        ChangesFixture.declarations(
                0, "{\"name\":\"id\",\"path\":\"$.id\",\"type\":\"text\"}", column)
            .replace("postgresql", dialect);
    var image = "{\"a\":" + attribute + "}";
    var record = StreamEvents.dynamo("INSERT", "1", "{\"id\":{\"S\":\"x\"}}", image);
    return row(declared, record).values().getFirst();
  }

  private static Row row(String declared, String record) {
    var rows = new ArrayList<Row>();
    var declarations = Declarations.read(declared.getBytes(UTF_8));
    try {
      Payload.read(
          new ByteArrayInputStream(StreamEvents.batch(record).getBytes(UTF_8)),
          read -> {
            var declaration = declarations.ofStream(read.arn()).orElseThrow();
            var change = new ChangeReader(declaration).read(read);
            rows.add(new RowMaker(declaration.target()).row(change));
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return rows.getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"S\":\"é\\n\\\"\\\\😀\"} | \"é\\u000a\\\"\\\\😀\"",
        "{\"N\":\"12345678901234567890123456789012345678\"} | 12345678901234567890123456789012345678",
        "{\"N\":\"1.10\"} | 1.10",
        "{\"N\":\"1E+125\"} | 1E+125",
        "{\"N\":\".5\"} | 0.5",
        "{\"N\":\"-0\"} | -0",
        "{\"B\":\"AQID\"} | \"AQID\"",
        "{\"BOOL\":true} | true",
        "{\"NULL\":true} | null",
        "{\"NS\":[\"10\",\"9\",\"-1.5\"]} | [-1.5,9,10]",
        "{\"SS\":[\"b\",\"a\"]} | [\"a\",\"b\"]",
        "{\"BS\":[\"Zg==\",\"AQ==\"]} | [\"AQ==\",\"Zg==\"]",
        "{\"L\":[{\"S\":\"b\"},{\"N\":\"1\"},{\"L\":[]}]} | [\"b\",1,[]]",
        "{\"M\":{\"x.y\":{\"M\":{}},\"\":{\"BOOL\":false}}} | {\"x.y\":{},\"\":false}"
      })
  void writesDynamoDbsTypesAsJson(String attribute, String json) {
    assertThat(value(attribute, "json", "postgresql", "$.a")).isEqualTo(json);
    assertThat(value(attribute, "json", "postgresql", "$types"))
        .isEqualTo("{\"a\":" + attribute + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"S\":\"x\"} | text | x",
        "{\"N\":\"1E2\"} | text | 100",
        "{\"BOOL\":true} | text | true",
        "{\"B\":\"AQID\"} | text | AQID",
        "{\"S\":\"true\"} | boolean | true",
        "{\"BOOL\":false} | boolean | false",
        "{\"N\":\"12.0\"} | integer | 12",
        "{\"S\":\"-7\"} | integer | -7",
        "{\"N\":\"9223372036854775807\"} | bigint | 9223372036854775807",
        "{\"N\":\"0.100\"} | numeric | 0.1",
        "{\"N\":\"99.99\"} | numeric(4,2) | 99.99",
        "{\"N\":\"0\"} | numeric(2,2) | 0",
        "{\"N\":\"0.1\"} | double | 0.1",
        "{\"S\":\"2026-02-28\"} | date | 2026-02-28",
        "{\"S\":\"2026-11-27T10:00:00.123456789+01:00\"} | timestamp | 2026-11-27T09:00:00.123456Z",
        "{\"NULL\":true} | integer | ",
      })
  void writesAValueAsTheTypeOfItsColumn(String attribute, String type, String text) {
    assertThat(value(attribute, type, "postgresql", "$.a")).isEqualTo(text);
    assertThat(value(attribute, type, "postgresql", "$.b")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "postgresql | {\"S\":\"a\\u0000\"} | text | value-not-unicode",
        "postgresql | {\"S\":\"\\ud800\"} | json | value-not-unicode",
        "postgresql | {\"M\":{\"\\udc00\":{\"S\":\"\"}}} | json | value-not-unicode",
        "postgresql | {\"L\":[{\"S\":\"x\\u0000\"}]} | json | value-not-unicode",
        "postgresql | {\"N\":\"2147483648\"} | integer | value-out-of-range",
        "postgresql | {\"N\":\"9223372036854775808\"} | bigint | value-out-of-range",
        "postgresql | {\"N\":\"1.5\"} | bigint | value-invalid",
        "postgresql | {\"S\":\"NaN\"} | numeric | value-invalid",
        "postgresql | {\"S\":\"007\"} | integer | value-invalid",
        "postgresql | {\"N\":\"100\"} | numeric(4,2) | value-out-of-range",
        "postgresql | {\"N\":\"1.001\"} | numeric(4,2) | value-out-of-range",
        "postgresql | {\"N\":\"1E999999999\"} | json | value-out-of-range",
        "postgresql | {\"N\":\"1E99999999999\"} | json | value-out-of-range",
        "postgresql | {\"N\":\"1000E2147483647\"} | json | value-out-of-range",
        "postgresql | {\"N\":\"1000E2147483647\"} | text | value-out-of-range",
        "postgresql | {\"S\":\"1000E2147483647\"} | numeric | value-out-of-range",
        "postgresql | {\"N\":\"1E-2147483647\"} | double | value-out-of-range",
        "postgresql | {\"N\":\"1E400\"} | double | value-out-of-range",
        "postgresql | {\"N\":\"1E-400\"} | double | value-out-of-range",
        "postgresql | {\"S\":\"2026-02-30\"} | date | value-invalid",
        "postgresql | {\"S\":\"2026-11-27T10:00:00\"} | timestamp | value-invalid",
        "postgresql | {\"M\":{}} | text | value-invalid",
        "postgresql | {\"N\":\"x\"} | json | value-invalid",
        "postgresql | {\"S\":1} | json | value-invalid",
        "postgresql | {\"S\":\"a\",\"N\":\"1\"} | json | value-invalid",
        "postgresql | {} | json | value-invalid",
        "postgresql | {\"Q\":{\"x\":[1]}} | json | value-invalid",
        "postgresql | {\"NS\":[\"x\"]} | json | value-invalid",
        "cratedb | {\"S\":\"a\"} | json | value-invalid",
        "cratedb | {\"M\":{\"x\":{\"N\":\"9223372036854775808\"}}} | json | value-out-of-range"
      })
  void refusesWhatTheColumnCannotHold(String dialect, String attribute, String type, String code) {
    assertThatThrownBy(() -> value(attribute, type, dialect, "$.a"))
        .isInstanceOfSatisfying(
            RefusalException.class, e -> assertThat(e.code().text()).isEqualTo(code))
        .hasMessageStartingWith("column c: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text | {\"S\":\"a b\"} | a b",
        "text | {\"N\":\"1.0\"} | 1",
        "text | {\"N\":\"1E0\"} | 1",
        "text | {\"N\":\"-0.50\"} | -0.5",
        "text | {\"B\":\"AQID\"} | AQID",
        "bigint | {\"N\":\"1E2\"} | 100",
        "numeric | {\"N\":\"1.50\"} | 1.5",
        "numeric | {\"N\":\"0.0\"} | 0",
        "text | {\"NULL\":true} | !key-missing",
        "text | {\"BOOL\":true} | !key-invalid",
        "text | {\"S\":\"a\\u0000\"} | !key-invalid",
        "text | {\"S\":\"\\ud800\"} | !key-invalid",
        "bigint | {\"S\":\"1\"} | !key-invalid",
        "bigint | {\"N\":\"1.5\"} | !key-invalid"
      })
  void equalKeysHaveEqualTexts(String type, String attribute, String text) {
    var declared =
        ChangesFixture.declarations(
            0, "{\"name\":\"k\",\"path\":\"$.id\",\"type\":\"%s\"}".formatted(type), "");
    var record = StreamEvents.dynamo("REMOVE", "1", "{\"id\":" + attribute + "}", null);

    if (text.startsWith("!")) {
      assertThatThrownBy(() -> row(declared, record))
          .isInstanceOfSatisfying(
              RefusalException.class, e -> assertThat("!" + e.code().text()).isEqualTo(text));
    } else {
      assertThat(row(declared, record).key()).containsExactly(text);
    }
  }

  @ParameterizedTest
  @CsvSource({"2600,a", "1300,é", "866,ﬀ", "650,😀"})
  void aKeyThatNoIndexHoldsIsRefused(int most, String character) {
    var declared =
        ChangesFixture.declarations(0, "{\"name\":\"id\",\"path\":\"$.id\",\"type\":\"text\"}", "");
    var key = character.repeat(most);

    assertThat(row(declared, removal(key)).key()).containsExactly(key);
    assertThatThrownBy(() -> row(declared, removal(key + character)))
        .hasMessageContaining("at most 2600 can be in an index");
  }

  private static String removal(String key) {
    return StreamEvents.dynamo("REMOVE", "1", "{\"id\":{\"S\":\"%s\"}}".formatted(key), null);
  }

  @ParameterizedTest
  @CsvSource({"499,true", "501,false"})
  void valuesThatNestTooDeepAreRefusedAlone(int depth, boolean isWritten) {
    var attribute = "{\"L\":[".repeat(depth) + "{\"N\":\"1\"}" + "]}".repeat(depth);

    if (isWritten) {
      assertThat(value(attribute, "json", "postgresql", "$.a")).startsWith("[[[");
    } else {
      assertThatThrownBy(() -> value(attribute, "json", "postgresql", "$.a"))
          .isInstanceOfSatisfying(
              RefusalException.class, e -> assertThat(e.code()).isEqualTo(ReasonCode.TOO_DEEP));
    }
  }
}
