package objectledger.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Proves that user metadata comes back as its owner wrote it, and what is no encoded word stays.
 */
class EncodedWordDecoderTest {
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
        // Only three character sets: others decode bytes to what is no character, or not alike.
        "=?CESU-8?B?7aCA?=                     | =?CESU-8?B?7aCA?=",
        "=?UTF-16?B?2AA=?=                     | =?UTF-16?B?2AA=?=",
        "=?UTF-7?Q?+2AA-?=                     | =?UTF-7?Q?+2AA-?=",
        "=?windows-1252?Q?=80?=                | =?windows-1252?Q?=80?=",
        "=?UTF-8?B?7aCA?=                      | =?UTF-8?B?7aCA?=",
        "=?US-ASCII?Q?a=E9?=                   | =?US-ASCII?Q?a=E9?=",
        "=?us-ascii?Q?a=62?=                   | ab",
        // A character that is cut between two words of one character set, in either encoding.
        "=?UTF-8?Q?caf=C3?= =?UTF-8?Q?=A9!?=   | café!",
        "=?UTF-8?B?8J8=?= =?utf-8?b?mIA=?=     | 😀",
        "=?UTF-8?B?8J8=?==?UTF-8?Q?=98=80?=    | 😀",
        "=?UTF-8?Q?=C3?= x =?UTF-8?Q?=A9?=     | =?UTF-8?Q?=C3?= x =?UTF-8?Q?=A9?=",
        "=?UTF-8?Q?=C3?= =?ISO-8859-1?Q?=A9?=  | =?UTF-8?Q?=C3?= ©",
        "=?UTF-8?Q?=C3=A9?= =?ISO-8859-1?Q?=E9?= | éé",
        "=?UTF-8?Q?a?= =?UTF-8?Q?=C3?=         | a =?UTF-8?Q?=C3?=",
        "=?UTF-8?Q?a?= =?NO?Q?b?= =?UTF-8?Q?c?= | a =?NO?Q?b?= c",
        // A raw space in a Q word is what many a writer leaves there; Base64 has none.
        "=?UTF-8?Q?caf=C3=A9 au lait?=         | café au lait",
        "=?UTF-8?Q?a b?= =?UTF-8?Q?c d?=       | a bc d",
        "=?UTF-8?B?w6 k=?=                     | =?UTF-8?B?w6 k=?=",
      })
  void textIsDecodedOrLeftAlone(String text, String decoded) {
    assertThat(EncodedWordDecoder.decode(text)).isEqualTo(decoded);
  }
}
