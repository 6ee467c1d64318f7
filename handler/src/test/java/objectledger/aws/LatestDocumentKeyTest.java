package objectledger.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import objectledger.lambda.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Proves that the name of a latest document is readable, safe, never too long and never shared:
 * whoever decodes it has the key again, unless it says that it is a digest.
 */
class LatestDocumentKeyTest {
  private static final String FOLDER = "latest/source=bucket/";

  @ParameterizedTest
  @CsvSource({
    "plain.txt, plain.txt",
    "a/b/c_d-e.csv, a/b/c_d-e.csv",
    "a b+c%, a%20b%2Bc%25",
    "é, %C3%A9",
    "/a, %2Fa",
    "a//b, a/%2Fb",
    "a/, a%2F",
    "/, %2F",
    "//, %2F%2F",
    ".hidden, %2Ehidden",
    "../a, %2E./a",
    "a/../b, a/%2E./b",
    "a/., a/%2E",
    "x=y, x%3Dy",
  })
  void nameIsTheKeyWithEverythingOddEscaped(String key, String name) {
    assertThat(LatestDocumentKey.of("bucket", key)).isEqualTo(FOLDER + name + ".json");
  }

  @Test
  void longestNameIsReadableAndALongerOneIsADigest() {
    var room = 1_024 - FOLDER.length() - ".json".length();

    assertThat(LatestDocumentKey.of("bucket", "k".repeat(room))).hasSize(1_024).contains("kkk");
    assertThat(LatestDocumentKey.of("bucket", "k".repeat(room + 1)))
        .isEqualTo(
            FOLDER + "sha256=" + Sha256.hex(new byte[0], bytes("k".repeat(room + 1))) + ".json");
  }

  @Test
  void keyThatLooksLikeADigestIsNone() {
    var digest = LatestDocumentKey.of("bucket", "k".repeat(1_024));
    var lookAlike = digest.substring(FOLDER.length(), digest.length() - ".json".length());

    assertThat(LatestDocumentKey.of("bucket", lookAlike)).isNotEqualTo(digest);
  }

  @Property(seed = "20261122")
  void nameGivesTheKeyBackOrIsADigest(@ForAll("keys") String key) {
    var name = LatestDocumentKey.of("bucket", key);

    assertThat(name).startsWith(FOLDER).endsWith(".json").hasSizeLessThanOrEqualTo(1_024);
    var middle = name.substring(FOLDER.length(), name.length() - ".json".length());
    if (middle.startsWith("sha256=")) {
      assertThat(middle).isEqualTo("sha256=" + Sha256.hex(bytes(key)));
    } else {
      assertThat(URLDecoder.decode(middle, StandardCharsets.UTF_8)).isEqualTo(key);
    }
  }

  @Property(seed = "20261123")
  void nameIsMadeOfSafeCharactersAndHasNoHiddenOrEmptyPart(@ForAll("keys") String key) {
    var name = LatestDocumentKey.of("bucket", key);

    assertThat(name).matches("[A-Za-z0-9/=._%-]+");
    assertThat(name.split("/", -1))
        .allSatisfy(part -> assertThat(part).isNotEmpty().doesNotStartWith("."));
  }

  @Property(seed = "20261124")
  void differentKeysHaveDifferentNames(@ForAll("keys") String one, @ForAll("keys") String other) {
    assertThat(LatestDocumentKey.of("bucket", one).equals(LatestDocumentKey.of("bucket", other)))
        .isEqualTo(one.equals(other));
  }

  /** Short ones of few odd characters, which are often near one another, and long ones. */
  @Provide
  Arbitrary<String> keys() {
    var odd = Arbitraries.strings().withChars("a./%2FE=+ \n\u00e9").ofMinLength(1).ofMaxLength(4);
    var any =
        Arbitraries.strings()
            .all()
            .ofMinLength(1)
            .ofMaxLength(40)
            .filter(text -> new String(bytes(text), StandardCharsets.UTF_8).equals(text));
    var long_ = Arbitraries.strings().withChars("k%").ofMinLength(300).ofMaxLength(1_024);
    return Arbitraries.oneOf(odd, any, long_);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
