package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Proves that any bytes are either read or refused with a reason, within bounds. */
class JsonTest {
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

    assertThat(json.get("body").unwrap().get("k").path()).isEqualTo("body→k");
    assertThat(json.get("body").unwrap().get("k").value()).isEqualTo(List.of(7L));
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
  void endlessInputIsRefusedWithinBoundedMemory() {
    var endless =
        new InputStream() {
          private long read;

          @Override
          public int read() {
            return read++ == 0 ? '[' : ' ';
          }
        };

    assertThatThrownBy(() -> Json.read(endless))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("beyond all bounds");
  }

  private static void refused(String text, String reason) {
    assertThatThrownBy(() -> TestEvents.json(text))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(reason);
  }
}
