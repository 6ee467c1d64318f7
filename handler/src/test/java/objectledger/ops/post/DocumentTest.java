package objectledger.ops.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;
import objectledger.ops.DocumentsFunction;
import objectledger.ops.IngressApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that wrong input is named before anything is sent. */
class DocumentTest {
  @TempDir Path folder;

  private static DocumentsFunction documents(boolean acceptsUndeclared) {
    return new DocumentsFunction(
        "lake", "f", "arn", Map.of(), "/logs", Set.of("orders", "returns"), acceptsUndeclared);
  }

  private static String refused(String table) {
    var problem = new String[1];
    assertThatThrownBy(() -> TableName.checked(table, Optional.of(documents(false))))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> problem[0] = e.getMessage() + " | " + String.join(" | ", e.cures()));
    return problem[0];
  }

  @Test
  void unknownTableIsRefusedWithTheNearestName() {
    assertThat(refused("ordres"))
        .startsWith("the stack declares no table \"ordres\": did you mean TABLE=orders?")
        .contains("its tables are: orders, returns");
    assertThat(TableName.checked("orders", Optional.of(documents(false)))).isEqualTo("orders");
  }

  @Test
  void anyTableIsTakenWhereUndeclaredOnesAreOrNothingMakesRows() {
    assertThat(TableName.checked("ordres", Optional.of(documents(true)))).isEqualTo("ordres");
    assertThat(TableName.checked("ordres", Optional.empty())).isEqualTo("ordres");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "a/b", "Orders", "1st", "a-b", "tab\nle", "😀", "_x"})
  void whatIsNoNameOfATableIsRefused(String table) {
    assertThat(refused(table)).contains("as in TABLE=orders");
  }

  @Test
  void nameOfATableHas63CharactersAtMost() {
    assertThat(TableName.checked("a".repeat(63), Optional.empty())).hasSize(63);
    assertThat(refused("a".repeat(64))).contains("as in TABLE=orders");
  }

  @Test
  void oneDocumentHasToBeNamed() throws IOException {
    var empty = Files.createFile(folder.resolve("empty.json"));

    assertRefused("{}", "file.json", "BODY and FILE are both set");
    assertRefused("", "", "there is nothing to post");
    assertRefused("", folder + "/missing.json", "FILE names no file");
    assertRefused("", folder.toString(), "FILE names no file");
    assertRefused("", empty.toString(), "FILE is empty");
    assertThatThrownBy(() -> Document.ofFile(empty, Document.PUT_LIMIT + 1))
        .hasMessageContaining("split it");
  }

  private static void assertRefused(String body, String file, String problem) {
    assertThatThrownBy(() -> Document.of(body, file))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void fileGoesAroundTheApiFromTheByteOnThatTheApiDoesNotTake() {
    assertThat(Document.ofFile(folder, 10 * 1024 * 1024).isLarge()).isFalse();
    assertThat(Document.ofFile(folder, 10 * 1024 * 1024 + 1).isLarge()).isTrue();
  }

  @Test
  void textIsPostedInUtf8AndAFileByteForByte() throws IOException {
    var file = Files.write(folder.resolve("a.json"), new byte[] {0, -1});

    assertThat(Document.of("ö", "").bytes()).isEqualTo("ö".getBytes(StandardCharsets.UTF_8));
    assertThat(Document.of("ö", "").size()).isEqualTo(2);
    assertThat(Document.of("", file.toString()).bytes()).containsExactly(0, -1);
  }

  @ParameterizedTest
  @CsvSource({
    "a.json,application/json",
    "a.jsonl,application/x-ndjson",
    "a.ndjson,application/x-ndjson",
    "a.json.gz,application/gzip",
    "a,application/json"
  })
  void contentTypeIsThatOfTheName(String name, String type) {
    assertThat(Document.ofFile(Path.of(name), 1).contentType()).isEqualTo(type);
  }

  @Test
  void apiAnswersAtItsAddressOrBelowTheEndpointOfAnEmulator() {
    var api = new IngressApi("abc", "v1", "https://api.example.com/v1/", "b", "iam", "", "");

    assertThat(api.address(Map.of())).isEqualTo(URI.create("https://api.example.com/v1"));
    assertThat(api.address(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:5000")))
        .isEqualTo(URI.create("http://127.0.0.1:5000/_emulator/api/abc/v1"));
  }

  @Test
  void storedDocumentIsASuccessAndARefusedOneIsNone() {
    var stored = result("{\"state\":\"stored\",\"table\":\"orders\",\"rows\":1}");
    var refused =
        result(
            "{\"state\":\"refused\",\"reason_code\":\"type-mismatch\",\"reason\":\"\\\"a\\\"\\u001b\","
                + "\"position\":{\"row\":3,\"byte\":120,\"path\":\"$.a\"}}");

    assertThat(stored).isEqualTo(new DocumentResult(true, "stored: 1 row of orders"));
    assertThat(refused.isStored()).isFalse();
    assertThat(refused.inWords())
        .isEqualTo("refused: type-mismatch: \"a\"\\u001b (row 3, byte 120, $.a)");
  }

  private static DocumentResult result(String json) {
    return DocumentResult.of(new JsonValue("", JsonReader.read(json)));
  }
}
