package objectledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes user metadata as S3 returns what is not ASCII: RFC 2047 encoded words, as {@code
 * =?UTF-8?B?w6k=?=}. What is no encoded word, or a broken one, stays as it is: it may be meant.
 */
final class EncodedWord {
  private static final Pattern WORD =
      Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?\\s]*)?\\?([BbQq])\\?([^?\\s]*)\\?=");

  /** White space between two encoded words is not part of the text (RFC 2047, section 6.2). */
  private static final Pattern BETWEEN = Pattern.compile("(?<=\\?=)[ \\t\\r\\n]+(?==\\?)");

  private EncodedWord() {}

  static String decode(String text) {
    if (!text.contains("=?")) {
      return text;
    }
    var words = BETWEEN.matcher(text).replaceAll("");
    var decoded = WORD.matcher(words).replaceAll(word -> Matcher.quoteReplacement(word(word)));
    return decoded.equals(words) ? text : decoded;
  }

  private static String word(MatchResult word) {
    try {
      var bytes =
          word.group(2).equalsIgnoreCase("B")
              ? Base64.getDecoder().decode(word.group(3))
              : quotedPrintable(word.group(3));
      return Charset.forName(word.group(1)).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException | IllegalArgumentException e) {
      // An unknown character set, broken Base64 or a broken escape.
      return word.group();
    }
  }

  private static byte[] quotedPrintable(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '=') {
        if (i + 2 >= text.length()) {
          throw new IllegalArgumentException("an escape is cut short");
        }
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.writeBytes(Character.toString(c == '_' ? ' ' : c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
