package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static objectledger.documents.Copied.refusal;
import static objectledger.documents.Copied.rows;
import static objectledger.documents.Copied.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves which rows a document becomes, and for which reason and where one is refused. */
class DocumentReaderTest {
  @Test
  void writesIdAndTimeIntoEachRowAndEndsEachWithOneLineBreak() {
    var lines = Copied.bytes(TableDeclaration.NONE, "[{\"a\":1},{}]".getBytes(UTF_8));

    assertThat(new String(lines, UTF_8))
        .isEqualTo(Copied.HEAD + ",\"a\":1}\n" + Copied.HEAD + "}\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\":1}",
        "[{\"a\":1}]",
        " [ { \"a\" : 1 } ] ",
        "\r\n{\"a\":1}\n\n",
      })
  void readsAnObjectAnArrayAndLinesAsTheSameRow(String document) {
    assertThat(rows(document)).containsExactly("{\"a\":1}");
  }

  @Test
  void readsSeveralObjectsOneAfterTheOther() {
    assertThat(rows("{\"a\":1}\n{\"a\":2}\r\n\r\n{\"a\":3}{\"a\":4}"))
        .containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}");
  }

  @Test
  void keepsEveryDigitOfANumber() {
    var numbers = "[1234567890123456789012345678901234567890,0.10,1E400,-0,1.0e-7]";

    assertThat(rows("{\"n\":" + numbers + "}")).containsExactly("{\"n\":" + numbers + "}");
  }

  @Test
  void dropsNullsOfObjectsAndKeepsThoseOfArrays() {
    assertThat(rows("{\"a\":null,\"b\":{\"c\":null},\"d\":[null,{\"e\":null}]}"))
        .containsExactly("{\"b\":{},\"d\":[null,{}]}");
  }

  @Test
  void writesNamesOfAllLevelsInSnakeCase() {
    assertThat(rows("{\"orderID\":{\"unitPrice\":[{\"inEUR\":1}]}}"))
        .containsExactly("{\"order_id\":{\"unit_price\":[{\"in_eur\":1}]}}");
  }

  @Test
  void keepsTheKeysOfADeclaredMap() {
    assertThat(rows(table("m", "map<string,bigint>"), "{\"m\":{\"aB\":\"1\",\"ab\":2,\"ü\":3}}"))
        .containsExactly("{\"m\":{\"aB\":1,\"ab\":2,\"ü\":3}}");
  }

  @Test
  void keepsEveryCharacterThatJsonCanHold() {
    assertThat(rows("{\"t\":\"\\u0041 \\ud83d\\ude00 😀 ü \\u0000\\n\\u2028 \\\" \\\\ \\/\"}"))
        .containsExactly("{\"t\":\"A 😀 😀 ü \\u0000\\n\u2028 \\\" \\\\ /\"}");
  }

  @Test
  void keepsColumnsThatADeclaredTableDoesNotDeclare() {
    assertThat(rows(table("a", "bigint"), "{\"a\":\"1\",\"b\":{\"c\":[1.50]}}"))
        .containsExactly("{\"a\":1,\"b\":{\"c\":[1.50]}}");
  }

  @Test
  void readsADeclaredStructWithFieldsThatItDoesNotDeclare() {
    assertThat(
            rows(
                table("s", "struct<a_b:int,l:array<struct<x:date>>>"),
                "{\"s\":{\"aB\":\"1\",\"l\":[{\"X\":\"2026-01-31\"},null],\"more\":1}}"))
        .containsExactly("{\"s\":{\"a_b\":1,\"l\":[{\"x\":\"2026-01-31\"},null],\"more\":1}}");
  }

  @Test
  void leavesAByteOrderMarkOut() {
    assertThat(rows("\uFEFF{\"a\":1}")).containsExactly("{\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``                          | EMPTY            | 0 | -1 | ``",
        "` \n `                      | EMPTY            | 0 | -1 | ``",
        "[]                          | EMPTY            | 0 | -1 | ``",
        "1                           | NOT_AN_OBJECT    | 1 | 0  | $",
        "null                        | NOT_AN_OBJECT    | 1 | 0  | $",
        "[{},[1]]                    | NOT_AN_OBJECT    | 2 | 4  | $",
        "`{}\n[{}]`                  | NOT_AN_OBJECT    | 2 | 3  | $",
        "{\"a\":1                    | NOT_JSON         | 1 | 6  | ``",
        "[{\"a\":1}                  | NOT_JSON         | 1 | 8  | ``",
        "[{}] {}                     | NOT_JSON         | 1 | 5  | $",
        "{},{}                       | NOT_JSON         | 1 | 2  | ``",
        "{\"a\":01}                  | NOT_JSON         | 1 | 6  | ``",
        "{\"a\":NaN}                 | NOT_JSON         | 1 | 8  | ``",
        "{'a':1}                     | NOT_JSON         | 1 | 1  | ``",
        "{\"a\":1,\"a\":2}           | DUPLICATE_NAME   | 1 | 7  | $.a",
        "{\"a\":null,\"a\":2}        | DUPLICATE_NAME   | 1 | 10 | $.a",
        "{\"a\":{\"a\":1},\"a\":2}   | DUPLICATE_NAME   | 1 | 13 | $.a",
        "{\"a\":[{\"b\":1,\"b\":1}]} | DUPLICATE_NAME   | 1 | 13 | $.a[0].b",
        "[{},{\"aB\":1,\"a_b\":2}]   | COLUMN_COLLISION | 2 | 12 | $.a_b",
        "{\"a b\":1,\"a.b\":2}       | COLUMN_COLLISION | 1 | 9  | $[\"a.b\"]",
        "{\"Ingest ID\":1}           | RESERVED_COLUMN  | 1 | 1  | $[\"Ingest ID\"]",
        "{\"date\":null}             | RESERVED_COLUMN  | 1 | 1  | $.date",
        "{\"a\":\"\\ud800\"}         | NOT_UNICODE      | 1 | 5  | $.a",
        "{\"a\":\"\\udc00\\ud800\"}  | NOT_UNICODE      | 1 | 5  | $.a",
        "{\"\\ud800\":1}             | NOT_UNICODE      | 1 | 1  | $[\"\uFFFD\"]",
      })
  void refusesWithReasonRowByteAndPath(
      String document, ReasonCode code, long row, long offset, String path) {
    var refusal = refusal(document);

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.row()).isEqualTo(row);
    assertThat(refusal.offset()).isEqualTo(offset);
    assertThat(refusal.path()).isEqualTo(path);
  }

  @Test
  void allowsReservedNamesBelowTheTop() {
    assertThat(rows("{\"a\":{\"date\":1,\"hour\":2,\"ingest_id\":3}}"))
        .containsExactly("{\"a\":{\"date\":1,\"hour\":2,\"ingest_id\":3}}");
  }

  @Test
  void allowsTheSameColumnInDifferentObjectsOfARow() {
    assertThat(rows("[{\"a\":[{\"b\":1},{\"b\":2}],\"b\":{\"a\":{\"b\":3}}},{\"a\":1}]"))
        .containsExactly("{\"a\":[{\"b\":1},{\"b\":2}],\"b\":{\"a\":{\"b\":3}}}", "{\"a\":1}");
  }

  @Test
  void refusesDuplicatesAlsoBeyondTheNamesThatItRemembers() {
    var wide = new StringBuilder("{\"first\":0");
    for (var i = 0; i < 10_000; i++) {
      wide.append(",\"column").append(i).append("\":1");
    }

    assertThat(rows(wide + "}").getFirst()).hasSizeGreaterThan(100_000);
    assertThat(refusal(wide + ",\"column9999\":1}").code()).isEqualTo(ReasonCode.DUPLICATE_NAME);
    assertThat(refusal(wide + ",\"Column9999\":1}").code()).isEqualTo(ReasonCode.COLUMN_COLLISION);
    assertThat(refusal(wide + ",\"first\":1}").code()).isEqualTo(ReasonCode.DUPLICATE_NAME);
    assertThat(refusal(wide + ",\"First\":1}").code()).isEqualTo(ReasonCode.COLUMN_COLLISION);
  }

  @Test
  void refusesTheSameKeyOfAMapTwice() {
    assertThat(refusal(table("m", "map<string,int>"), "{\"m\":{\"k\":1,\"k\":2}}"))
        .isEqualTo(
            new Refusal(
                ReasonCode.DUPLICATE_NAME, "an object has the same name twice", 1, 12, "$.m.k"));
  }

  @Test
  void acceptsSixtyFourLevelsAndRefusesMore() {
    var deepest = "{\"a\":".repeat(63) + "{}" + "}".repeat(63);

    assertThat(rows(deepest)).containsExactly(deepest);
    assertThat(rows("[" + deepest + "]")).containsExactly(deepest);
    assertThat(refusal("{\"a\":" + deepest + "}").code()).isEqualTo(ReasonCode.TOO_DEEP);
    assertThat(refusal("{\"a\":" + "[".repeat(64)).code()).isEqualTo(ReasonCode.TOO_DEEP);
  }

  @Test
  void refusesARowOfMoreThanEightMegabytes() {
    var text = "\"" + "x".repeat(1 << 20) + "\"";
    var row = "{\"a\":[" + String.join(",", java.util.Collections.nCopies(8, text)) + "]}";

    var refusal = refusal("{}" + row);

    assertThat(refusal.code()).isEqualTo(ReasonCode.TOO_LARGE);
    assertThat(refusal.row()).isEqualTo(2);
    assertThat(refusal.path()).startsWith("$.a[");
    assertThat(refusal("{\"a\":\"" + "x".repeat(9 << 20) + "\"}").code())
        .isEqualTo(ReasonCode.TOO_LARGE);
  }

  @Test
  void refusesANumberThatIsTooLong() {
    assertThat(refusal("{\"a\":" + "1".repeat(1_001) + "}").code()).isEqualTo(ReasonCode.TOO_LARGE);
  }

  @Test
  void showsNothingOfTheDocumentInAReason() {
    assertThat(refusal("{\"a\":hunter2}").reason()).doesNotContain("hunter");
    assertThat(refusal(table("a", "int"), "{\"a\":\"hunter2\"}").reason())
        .isEqualTo("the column is declared as int, which cannot hold this string without loss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "  ", "\uFEFF", "\uFEFF "})
  void readsADocumentWhoseFirstNameBeginsWithACharacterOfSeveralBytes(String before) {
    for (var name : new String[] {"ü", "日", "😀"}) {
      assertThat(rows(before + "{\"" + name + "\":1}")).containsExactly("{\"_\":1}");
    }
  }

  @Test
  void countsBytesOfTheDecodedDocumentWithItsByteOrderMark() {
    assertThat(refusal("\uFEFF{\"ü\":1,\"ü\":2}").offset()).isEqualTo(11);
  }

  @Test
  void decodesBase64OnlyWhereTheTableSaysSo() {
    var base64 = new TableDeclaration(table().columns(), TableDeclaration.Partition.DAY, true);
    var encoded = Base64.getMimeEncoder().encode("{\"a\":1}".repeat(50).getBytes(UTF_8));

    assertThat(rows(base64, encoded)).hasSize(50).containsOnly("{\"a\":1}");
    assertThat(refusal(TableDeclaration.NONE, encoded).code()).isEqualTo(ReasonCode.NOT_JSON);
    assertThat(refusal(base64, "{\"a\":1}").code()).isEqualTo(ReasonCode.NOT_BASE64);
    assertThat(refusal(base64, "e30=e30=").code()).isEqualTo(ReasonCode.NOT_BASE64);
    assertThat(refusal(base64, "e30=!").code()).isEqualTo(ReasonCode.NOT_BASE64);
    assertThat(refusal(base64, "e").code()).isEqualTo(ReasonCode.NOT_BASE64);
    assertThat(rows(base64, "e30=\n")).containsExactly("{}");
  }
}
