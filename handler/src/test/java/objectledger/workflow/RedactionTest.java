package objectledger.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import objectledger.parameters.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that no form of a secret that a receiver may repeat is shown, and nothing else is cut. */
class RedactionTest {
  private static final String TOKEN = "ab/cd+EF=\"7\\x%41&amp;~";

  private static String redact(String secret, String text) {
    return new Redaction(Stream.of(new Secret(secret))).apply(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab/cd", "ab\\/cd", "ab\\u002fcd", "\\u0061b\\u002Fcd", "ab%2Fcd", "ab%2fcd",
            "%61%62%2F%63%64",
        "ab&#47;cd", "ab&#x2F;cd", "ab&#x02f;cd", "YWIvY2Q=", "YWIvY2Q", "61622f6364", "61622F6364",
        "ab%252Fcd", "ab\\\\/cd", "ab\\\\\\/cd", "ab\r\n/cd"
      })
  void everyFormOfASecretIsCut(String echo) {
    var shown = redact("ab/cd", "you sent '" + echo + "', it is wrong");

    assertThat(shown).startsWith("you sent '" + Secret.REDACTED).endsWith("', it is wrong");
    // The last character of Base64 holds two bits of it, and its padding.
    assertThat(shown).hasSizeLessThanOrEqualTo("you sent '[secret]Q=', it is wrong".length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "a", "ab", "abc", ""})
  void secretInsideBasicCredentialsIsCut(String user) {
    var basic = Base64.getEncoder().encodeToString((user + ":" + TOKEN + ":x").getBytes(UTF_8));

    var shown = redact(TOKEN, "Authorization: Basic " + basic);

    assertThat(shown).contains(Secret.REDACTED);
    var left = shown.replace("Authorization: Basic ", "").replace(Secret.REDACTED, "");
    // What stands before it, the separators, and at most a few bits of its ends.
    assertThat(left).hasSizeLessThan((user.length() + 1) * 4 / 3 + 9);
  }

  @ParameterizedTest
  @CsvSource({"nothing of it", "ab cd", "'ab\\'", "abc%2", "a&amp;b", "&#99999999;", "\\u12"})
  void allElseIsShownAsItIs(String text) {
    assertThat(redact("ab/cd", text)).isEqualTo(text);
  }

  @Test
  void severalPlacesAreCutEach() {
    assertThat(redact("ab/cd", "1 ab/cd 2 YWIvY2Q= 3 ab%2Fcd 4"))
        .isEqualTo("1 [secret] 2 [secret]Q= 3 [secret] 4");
  }

  @Test
  void longestTokenInItsLongestFormIsCutInTime() {
    var token = "aB/+".repeat(2_000);
    var echo = token.chars().mapToObj("&#x%06x;"::formatted).collect(Collectors.joining());

    assertThat(redact(token, "x " + echo + " y")).isEqualTo("x [secret] y");
    assertThatCode(() -> redact(token, "%".repeat(128 << 10))).doesNotThrowAnyException();
  }

  @Property(tries = 300)
  void noSecretSurvivesTwoEncodingsOfItsEcho(
      @ForAll("tokens") String token,
      @ForAll("encodings") UnaryOperator<String> inner,
      @ForAll("encodings") UnaryOperator<String> outer) {
    var echo = "{\"you sent\": \"" + outer.apply(inner.apply(token)) + "\"}";

    assertThat(redact(token, echo)).contains(Secret.REDACTED);
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.strings().withCharRange('!', '~').ofMinLength(6).ofMaxLength(60);
  }

  @Provide
  Arbitrary<UnaryOperator<String>> encodings() {
    return Arbitraries.of(
        List.of(
            text -> text,
            text -> text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"),
            text -> text.chars().mapToObj("\\u%04X"::formatted).collect(Collectors.joining()),
            text -> URLEncoder.encode(text, UTF_8),
            text ->
                URLEncoder.encode(text, UTF_8).toLowerCase(Locale.ROOT).equals(text)
                    ? text
                    : URLEncoder.encode(text, UTF_8),
            text -> text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"),
            text -> text.chars().mapToObj("&#%d;"::formatted).collect(Collectors.joining())));
  }

  @Property(tries = 300)
  void noSecretSurvivesInBase64OrHexThatIsEscaped(
      @ForAll("tokens") String token, @ForAll("encodings") UnaryOperator<String> outer) {
    var bytes = ("u:" + token + "!").getBytes(UTF_8);

    for (var echo :
        List.of(
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().encodeToString(bytes),
            Base64.getMimeEncoder().encodeToString(bytes),
            HexFormat.of().formatHex(bytes))) {
      assertThat(redact(token, outer.apply(echo))).contains(Secret.REDACTED);
    }
  }
}
