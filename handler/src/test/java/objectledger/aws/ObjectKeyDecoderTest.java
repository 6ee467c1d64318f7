package objectledger.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import objectledger.json.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that a form-encoded key comes back to the letter, or is refused. */
class ObjectKeyDecoderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a b",
        "a+b",
        "a%2Bb",
        "100%",
        "%zz",
        "é",
        "e\u0301",
        "日本語/😀",
        "../x",
        "//",
        "a\nb\r\t\u0000",
        "\u202Etxt",
        "?&=#;:@"
      })
  void everyKeyComesBackAsItWas(String key) {
    assertThat(ObjectKeyDecoder.decode(URLEncoder.encode(key, StandardCharsets.UTF_8)))
        .isEqualTo(key);
  }

  @Test
  void plusIsASpaceAndAnEscapedPlusIsAPlus() {
    assertThat(ObjectKeyDecoder.decode("a+b%2Bc%2bd")).isEqualTo("a b+c+d");
  }

  @Test
  void rawCharactersStayAsTheyAre() {
    assertThat(ObjectKeyDecoder.decode("é/😀*")).isEqualTo("é/😀*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%2", "%zz", "%2x", "%-1", "%１１"})
  void brokenEscapesAreRefused(String encoded) {
    assertThatThrownBy(() -> ObjectKeyDecoder.decode(encoded))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("broken %-escape");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%FF", "%C3", "%C0%80", "%ED%A0%80"})
  void bytesThatAreNoUtf8AreRefused(String encoded) {
    assertThatThrownBy(() -> ObjectKeyDecoder.decode(encoded))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not UTF-8");
  }
}
