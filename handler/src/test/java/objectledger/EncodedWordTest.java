package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Proves that user metadata comes back as its owner wrote it, and what is no encoded word stays.
 */
class EncodedWordTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain text                            | plain text",
        "=?UTF-8?B?w6k=?=                      | é",
        "=?utf-8?b?w6k=?=                      | é",
        "=?UTF-8?Q?caf=C3=A9_au_lait?=         | café au lait",
        "=?ISO-8859-1?Q?caf=E9?=               | café",
        "=?UTF-8*en?Q?caf=C3=A9?=              | café",
        "=?UTF-8?Q?a?= =?UTF-8?Q?b?=           | ab",
        "x =?UTF-8?Q?=C3=A9?= y                | x é y",
        "=?UTF-8?B?8J+YgA==?=                  | 😀",
        "=?UTF-8?B?%%%?=                       | =?UTF-8?B?%%%?=",
        "=?UTF-8?Q?=C3?=                       | =?UTF-8?Q?=C3?=",
        "=?UTF-8?Q?=C?=                        | =?UTF-8?Q?=C?=",
        "=?UTF-8?Q?=ZZ?=                       | =?UTF-8?Q?=ZZ?=",
        "=?NO-SUCH?Q?a?=                       | =?NO-SUCH?Q?a?=",
        "=?UTF-8?X?a?=                         | =?UTF-8?X?a?=",
        "=?                                    | =?",
        "a $1 =?UTF-8?Q?$2?=                   | a $1 $2",
      })
  void textIsDecodedOrLeftAlone(String text, String decoded) {
    assertThat(EncodedWord.decode(text)).isEqualTo(decoded);
  }
}
