package objectledger.ops.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import objectledger.EventReader;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.query.FakeBuckets;
import org.junit.jupiter.api.Test;

/** Proves that every refused document is listed by its reason, whatever its client has sent. */
class RefusedDocumentsTest {
  private static final Instant TIME = Instant.parse("2026-11-27T10:00:00.5Z");

  private final FakeBuckets lake = new FakeBuckets();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  static String refusal(String table, String id, String code, String more) {
    return """
        {"id":"%s","table":"%s","bucket":"ingress","key":"id=%s","version_id":"v","reason_code":"%s",\
        "reason":"the reason of %s"%s}"""
        .formatted(id, table, id, code, id, more);
  }

  private FakeBuckets put(String folder, String id, String text) {
    return lake.put(
        "refused/" + folder + "/" + id + ".json", text.getBytes(StandardCharsets.UTF_8), TIME);
  }

  private RefusedDocuments.Read read(String table, int limit) {
    return new RefusedDocuments(lake, "lake", "123456789012").read(table, limit);
  }

  private String report(RefusedDocuments.Read read, boolean all) {
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    new RefusedReport(out, all).print(read.documents());
    new RefusedReport(out, all).printRest(read, 100);
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void listsByReasonWithPositionTableAndKeyTheMostFrequentFirst() {
    put("orders", "1", refusal("orders", "1", "not-json", ",\"position\":{\"row\":2,\"byte\":17}"));
    put(
        "orders",
        "2",
        refusal("orders", "2", "type-mismatch", ",\"position\":{\"row\":1,\"path\":\"$.a.b\"}"));
    put("returns", "3", refusal("returns", "3", "type-mismatch", ""));
    lake.put("tables/orders/4.json", "{}");

    assertThat(report(read("", 100), false))
        .isEqualTo(
            """

            2 × type-mismatch
              2026-11-27T10:00:00Z  orders  "s3://ingress/id=2"  row 1, $.a.b
                the reason of 2
              2026-11-27T10:00:00Z  returns  "s3://ingress/id=3"
                the reason of 3

            1 × not-json
              2026-11-27T10:00:00Z  orders  "s3://ingress/id=1"  row 2, byte 17
                the reason of 1
            """);
  }

  @Test
  void readsThoseOfOneTableOnly() {
    put("orders", "1", refusal("orders", "1", "empty", ""));
    put("orders_old", "2", refusal("orders_old", "2", "empty", ""));

    assertThat(read("orders", 100).documents())
        .extracting(RefusedDocument::table)
        .containsExactly("orders");
  }

  @Test
  void readsNoMoreThanTheLimitAndSaysSo() {
    for (var number = 0; number < 9; number++) {
      put("orders", "" + number, refusal("orders", "" + number, "empty", ""));
    }

    var some = read("", 5);

    assertThat(some.documents()).hasSize(5);
    assertThat(some.isWhole()).isFalse();
    assertThat(report(some, false)).contains("there are more than 100: raise LIMIT=");
    assertThat(read("", 9).isWhole()).isTrue();
  }

  @Test
  void namesTenOfAReasonAndAllOnRequest() {
    for (var number = 10; number < 22; number++) {
      put("orders", "" + number, refusal("orders", "" + number, "empty", ""));
    }

    assertThat(report(read("", 100), false)).contains("… and 2 more: ALL=1 names them");
    printed.reset();
    assertThat(report(read("", 100), true)).contains("id=21").doesNotContain("more");
  }

  @Test
  void namesWhatIsNoRefusalAndListsTheOthers() {
    put("orders", "1", "no JSON");
    put("orders", "2", "{\"id\":\"2\"}");
    put("orders", "3", refusal("orders", "3", "empty", ""));

    var read = read("", 100);

    assertThat(read.documents()).hasSize(1);
    assertThat(report(read, false))
        .contains("2 objects are no refusals:")
        .contains("refused/orders/1.json")
        .contains("refused/orders/2.json");
  }

  @Test
  void showsNoControlCharacterAndNoEndlessNameOfATable() {
    put("_invalid", "1", refusal("\\u001b[2J" + "x".repeat(300), "1", "table-invalid", ""));
    put("_none", "2", refusal("", "2", "table-missing", "").replace("\"table\":\"\",", ""));

    var text = report(read("", 100), false);

    assertThat(text).doesNotContain("\u001b").contains("\\u001b[2J").contains("(no table)");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(160));
  }

  @Test
  void eventNamesTheExactVersionAsEventBridgeWould() {
    put("orders", "1", refusal("orders", "1", "empty", ""));
    var event = read("", 1).documents().getFirst().event("123456789012", "eu-west-1");

    var json = new JsonValue("", JsonReader.read(new String(event, StandardCharsets.UTF_8)));
    var parsed = EventReader.read(json);

    assertThat(List.of(parsed.bucket(), parsed.key())).containsExactly("ingress", "id=1");
    assertThat(json.get("detail").get("object").get("version-id").text()).isEqualTo("v");
    assertThat(json.get("detail-type").text()).isEqualTo("Object Created");
  }
}
