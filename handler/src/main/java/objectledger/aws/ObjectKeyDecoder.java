package objectledger.aws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import objectledger.json.InvalidInputException;

/**
 * Decodes keys as S3 notifications carry them: {@code +} is a space, {@code %2B} a plus. {@link
 * java.net.URLDecoder} would turn bytes that are no UTF-8 into another key without a word.
 */
public final class ObjectKeyDecoder {
  private ObjectKeyDecoder() {}

  /**
   * Decodes one key.
   *
   * @throws InvalidInputException if an escape is cut short or no hex, or the bytes are no UTF-8
   */
  public static String decode(String encoded) {
    var bytes = new ByteArrayOutputStream(encoded.length());
    for (var i = 0; i < encoded.length(); ) {
      var c = encoded.codePointAt(i);
      if (c == '%') {
        bytes.write(escape(encoded, i));
        i += 3;
      } else {
        bytes.writeBytes(
            c == '+' ? new byte[] {' '} : Character.toString(c).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("the key is not UTF-8 once decoded");
    }
  }

  private static int escape(String encoded, int at) {
    if (at + 2 >= encoded.length()
        || !HexFormat.isHexDigit(encoded.charAt(at + 1))
        || !HexFormat.isHexDigit(encoded.charAt(at + 2))) {
      throw new InvalidInputException("the key has a broken %-escape at character " + at);
    }
    return HexFormat.fromHexDigits(encoded, at + 1, at + 3);
  }
}
