package objectledger.documents;

import static objectledger.documents.Copied.refusal;
import static objectledger.documents.Copied.rows;
import static objectledger.documents.Copied.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import objectledger.json.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Proves which values a declared column holds, and that it refuses all that would lose something.
 */
class ConversionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string | \"x\" | \"x\"",
        "string | 12.50 | \"12.50\"",
        "string | 1E400 | \"1E400\"",
        "string | false | \"false\"",
        "boolean | true | true",
        "boolean | \"true\" | true",
        "boolean | \"false\" | false",
        "tinyint | -128 | -128",
        "tinyint | \"127\" | 127",
        "smallint | 32767 | 32767",
        "int | 12.0 | 12",
        "int | 1.2e1 | 12",
        "int | -0 | 0",
        "int | -2147483648 | -2147483648",
        "bigint | 9223372036854775807 | 9223372036854775807",
        "bigint | \"-9223372036854775808\" | -9223372036854775808",
        "double | 0.1 | 0.1",
        "double | 9007199254740992 | 9007199254740992",
        "double | 1e300 | 1e300",
        "double | 123456789.12345678 | 123456789.12345678",
        "decimal(5,2) | 123.4 | \"123.4\"",
        "decimal(5,2) | \"-123.45\" | \"-123.45\"",
        "decimal(5,2) | 123.4500 | \"123.45\"",
        "decimal(5,2) | 1.5e2 | \"150\"",
        "decimal(2,2) | 0.99 | \"0.99\"",
        "decimal(2,2) | 0.000e-3 | \"0\"",
        "decimal(2,2) | 0e999999999 | \"0\"",
        "decimal(38,0) | 12345678901234567890123456789012345678 | \"12345678901234567890123456789012345678\"",
        "date | \"2024-02-29\" | \"2024-02-29\"",
        "timestamp | \"2026-11-27T10:00:00Z\" | \"2026-11-27 10:00:00\"",
        "timestamp | \"2026-11-27T10:00Z\" | \"2026-11-27 10:00:00\"",
        "timestamp | \"2024-02-29T10:00:00Z\" | \"2024-02-29 10:00:00\"",
        "timestamp | \"2026-01-01T00:30:00.25+01:00\" | \"2025-12-31 23:30:00.250\"",
        "timestamp | \"2026-11-27T10:00:00.123000Z\" | \"2026-11-27 10:00:00.123\"",
        "array<int> | [1,\"2\",null] | [1,2,null]",
        "map<string,array<date>> | {\"A b\":[\"2026-01-01\"]} | {\"A b\":[\"2026-01-01\"]}",
        "struct<a:struct<b_c:int>> | {\"a\":{\"bC\":\"1\"}} | {\"a\":{\"b_c\":1}}",
      })
  void holdsWhatLosesNothing(String type, String value, String stored) {
    assertThat(rows(table("c", type), "{\"c\":" + value + "}"))
        .containsExactly("{\"c\":" + stored + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string | {} | object",
        "string | [] | array",
        "boolean | \"True\" | string",
        "boolean | 1 | number",
        "tinyint | 128 | number",
        "tinyint | -129 | number",
        "smallint | 32768 | number",
        "int | 12.5 | number",
        "int | \"12.0\" | string",
        "int | \"007\" | string",
        "int | \"-0\" | string",
        "int | \" 1\" | string",
        "int | \"\" | string",
        "int | true | boolean",
        "int | 2147483648 | number",
        "int | 1e999999999 | number",
        "bigint | 9223372036854775808 | number",
        "bigint | \"9223372036854775808\" | string",
        "double | 9007199254740993 | number",
        "double | 0.12345678901234567890 | number",
        "double | 1e400 | number",
        "double | 1e-400 | number",
        "double | 1e99999999999 | number",
        "double | \"1.5\" | string",
        "decimal(5,2) | 1234 | number",
        "decimal(5,2) | 0.001 | number",
        "decimal(5,2) | \"1.\" | string",
        "decimal(5,2) | \".5\" | string",
        "decimal(5,2) | \"01\" | string",
        "decimal(5,2) | \"\" | string",
        "decimal(5,2) | \"-\" | string",
        "decimal(5,2) | \"x\" | string",
        "decimal(5,2) | 1e999999999 | number",
        "decimal(5,2) | 1e99999999999 | number",
        "date | \"2026-02-29\" | string",
        "date | \"2026-1-1\" | string",
        "date | \"0000-01-01\" | string",
        "date | \"2026-01-01T00:00:00Z\" | string",
        "date | 20260101 | number",
        "timestamp | \"2026-11-27T10:00:00\" | string",
        "timestamp | \"2026-11-27 10:00:00\" | string",
        "timestamp | \"2026-02-30T10:00:00Z\" | string",
        "timestamp | \"2026-00-10T10:00:00Z\" | string",
        "timestamp | \"2026-11-00T10:00:00Z\" | string",
        "timestamp | \"2026-11-27T24:00:00Z\" | string",
        "timestamp | \"2026-11-27T23:60:00Z\" | string",
        "timestamp | \"2026-11-27T23:59:60Z\" | string",
        "timestamp | \"2026-11-27T10:00:00.0001Z\" | string",
        "timestamp | \"0001-01-01T00:00:00+01:00\" | string",
        "timestamp | \"9999-12-31T23:59:59-01:00\" | string",
        "timestamp | 1700000000 | number",
        "array<int> | 1 | number",
        "array<int> | {} | object",
        "map<string,int> | [] | array",
        "struct<a:int> | \"x\" | string",
      })
  void refusesWhatWouldLoseSomethingWithBothTypes(String type, String value, String kind) {
    var refusal = refusal(table("c", type), "{\"c\":" + value + "}");

    assertThat(refusal.code()).isEqualTo(ReasonCode.TYPE_MISMATCH);
    assertThat(refusal.path()).isEqualTo("$.c");
    assertThat(refusal.row()).isEqualTo(1);
    assertThat(refusal.offset()).isEqualTo(5);
    assertThat(refusal.reason())
        .isEqualTo(
            "the column is declared as %s, which cannot hold this %s without loss"
                .formatted(type, kind));
  }

  @Test
  void refusesAnElementWithItsPath() {
    assertThat(refusal(table("c", "array<map<string,int>>"), "{\"c\":[{},{\"K\":\"x\"}]}").path())
        .isEqualTo("$.c[1].K");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "array",
        "array<int",
        "array<int>>",
        "map<int,int>",
        "map<string>",
        "struct<>",
        "struct<a>",
        "struct<a:int,a:int>",
        "decimal",
        "decimal(39,0)",
        "decimal(2,3)",
        "decimal(0,0)",
        "decimal(x,1)",
        "int,int"
      })
  void refusesATypeThatHiveDoesNotHave(String type) {
    assertThatThrownBy(() -> ColumnTypeReader.read(type))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the type \"");
  }

  @Test
  void readsATypeWhateverItsSpacesAndCapitals() {
    assertThat(ColumnTypeReader.read("MAP < string , decimal( 10, 2 ) >"))
        .hasToString("map<string,decimal(10,2)>");
  }

  @ParameterizedTest
  @CsvSource({
    "orderID, order_id",
    "HTTPServer, http_server",
    "order_id, order_id",
    "OrderItems2Go, order_items2_go",
    "größe in cm, gr_e_in_cm",
    "a--b, a_b",
    "a.b, a_b",
    "2nd, _2nd",
    "日本, _",
    "'', _",
    "A, a",
    "ABC, abc",
    "aBC, a_bc",
    "a_B, a_b",
    "__x, __x",
  })
  void namesColumnsInSnakeCase(String member, String column) {
    assertThat(ColumnName.of(member)).isEqualTo(column);
  }
}
