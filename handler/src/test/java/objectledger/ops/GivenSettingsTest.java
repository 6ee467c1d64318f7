package objectledger.ops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that a setting is what was typed, whatever the locale. */
class GivenSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "Köln/", "$(touch x)", "a=b", " # ", "\ud83d\ude00\n\r\t\u0001", "\ufffd"})
  void readsEveryTextAsItIs(String value) {
    var settings = GivenSettings.parse(hex(("ENV=dev\0PREFIX=" + value + "\0").getBytes(UTF_8)));

    assertThat(settings.value("PREFIX")).contains(value);
    assertThat(settings.value("ENV")).contains("dev");
  }

  @Test
  void tellsASettingThatIsEmptyFromOneThatIsNotGiven() {
    var settings = GivenSettings.parse(hex("PREFIX=\0".getBytes(UTF_8)));

    assertThat(settings.value("PREFIX")).contains("");
    assertThat(settings.value("RATE")).isEmpty();
    assertThat(GivenSettings.parse("").value("PREFIX")).isEmpty();
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    var settings = GivenSettings.parse(hex("PREFIX=K\u00f6ln/\0".getBytes(ISO_8859_1)));

    assertThatThrownBy(() -> settings.value("PREFIX"))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("PREFIX is not UTF-8");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
