package objectledger.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.TestEvents;
import objectledger.workflow.BodyTemplate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/**
 * Proves that any bytes are either read or refused with a reason, within bounds, and that what is
 * written can be read.
 */
class JsonValueTest {
  @Test
  void valuesAreReadAsWritten() {
    var json = TestEvents.json("{\"a\":[1,2.5,true,null,\"x\"],\"b\":{}}");

    assertThat(json.get("a").value())
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactly(1L, 2.5, true, null, "x");
    assertThat(json.get("b").value()).isEqualTo(Map.of());
    assertThat(json.names()).isEqualTo(List.of("a", "b"));
    assertThat(json.get("none").get("below").isAbsent()).isTrue();
    assertThat(json.get("a").items().get(4).path()).isEqualTo("a[4]");
  }

  @Test
  void documentInsideATextIsReadWithItsPlace() {
    var json = TestEvents.json("{\"body\":\"{\\\"k\\\":[7]}\"}");

    assertThat(json.get("body").parseText().get("k").path()).isEqualTo("body→k");
    assertThat(json.get("body").parseText().get("k").value()).isEqualTo(List.of(7L));
  }

  @Test
  void pathOfAMemberBeginsWithTheNameOfItsDocument() {
    var json = new JsonValue("WORKFLOW", Map.of("body→", Map.of("a", List.of("x"))));

    assertThat(json.get("body→").get("a").items().getFirst().path())
        .isEqualTo("WORKFLOW.body→.a[0]");
    assertThat(new JsonValue("", "{}").parseText().get("none").get("below").path())
        .isEqualTo("→none.below");
  }

  @Test
  void valuesAreEqualByPathAndValue() {
    var one = TestEvents.json("{\"a\":{\"b\":1},\"c\":2}").get("a").get("b");

    assertThat(one).isEqualTo(TestEvents.json("{\"a\":{\"b\":1}}").get("a").get("b"));
    assertThat(one).hasSameHashCodeAs(TestEvents.json("{\"a\":{\"b\":1}}").get("a").get("b"));
    assertThat(one).isNotEqualTo(TestEvents.json("{\"a\":{\"b\":2}}").get("a").get("b"));
    assertThat(one).isNotEqualTo(TestEvents.json("{\"b\":1}").get("b"));
  }

  @Test
  void absurdInputIsRefusedWithoutOverflow() {
    refused("[".repeat(10_000), "beyond all bounds");
    refused("{\"a\":".repeat(10_000), "beyond all bounds");
    refused("\"" + "x".repeat(9 << 20) + "\"", "beyond all bounds");
    refused("{\"" + "n".repeat(5_000) + "\":1}", "beyond all bounds");
    refused("9".repeat(1_000), "beyond all bounds");
    refused("{\"a\":1,\"a\":2}", "not JSON");
    refused("{} {}", "goes on after its end");
    refused("{\"a\":\"\\ud800\"}", "lone surrogate");
    refused("{\"\\udc00\":1}", "lone surrogate");
    refused("nul", "not JSON: Unrecognized token");
    refused("'a'", "not JSON");
    refused("", "empty");
  }

  @Test
  void everyTextIsWrittenWellFormedWhateverItsSource() throws CharacterCodingException {
    var repaired =
        Map.of(
            "\ud800", "\ufffd",
            "a\udc00b", "a\ufffdb",
            "\ude00\ud83d", "\ufffd\ufffd",
            "\ud83d\ud83d\ude00", "\ufffd\ud83d\ude00",
            "caf\u00e9 \ud83d\ude00", "caf\u00e9 \ud83d\ude00");
    for (var text : repaired.entrySet()) {
      var broken = text.getKey();
      var whole = text.getValue();

      var line = JsonWriter.toLine(Map.of(broken, List.of(broken, Map.of("k", broken))));

      assertThat(UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString())
          .isEqualTo("{\"%1$s\":[\"%1$s\",{\"k\":\"%1$s\"}]}\n".formatted(whole));
      assertThat(JsonText.quote(broken)).isEqualTo("\"" + whole + "\"");
      assertThat(JsonText.oneLine(broken)).isEqualTo(whole);
      assertThat(new BodyTemplate("{\"k\":\"{{key}}\"}").fill(Map.of("key", broken)))
          .isEqualTo("{\"k\":\"" + whole + "\"}");
    }
  }

  @Test
  void namesThatAreRepairedAlikeStayTwoMembers() {
    var names = new TreeMap<>(Map.of("\ud800", "1", "\udbff", "2", "\ufffd", "3"));

    var line = TestEvents.json(new String(JsonWriter.toLine(names), UTF_8));

    assertThat(TestEvents.members(line))
        .isEqualTo(Map.of("\ufffd", "1", "\ufffd\ufffd", "2", "\ufffd\ufffd\ufffd", "3"));
  }

  @Test
  void endlessInputIsRefusedWithinBoundedMemory() {
    var endless =
        new InputStream() {
          private long read;

          @Override
          public int read() {
            return read++ == 0 ? '[' : ' ';
          }
        };

    assertThatThrownBy(() -> JsonValue.read(endless))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("beyond all bounds");
  }

  private static void refused(String text, String reason) {
    assertThatThrownBy(() -> TestEvents.json(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(reason);
  }
}
