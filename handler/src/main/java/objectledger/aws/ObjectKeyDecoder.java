package objectledger.aws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import objectledger.json.InvalidInputException;

/**
 * Decodes the form-encoded keys of S3 notifications: {@code +} is a space, {@code %2B} a plus.
 * {@link java.net.URLDecoder} is not used: it replaces invalid UTF-8 silently, which would name
 * another object.
 */
public final class ObjectKeyDecoder {
  private ObjectKeyDecoder() {}

  /**
   * Decodes one key.
   *
   * @throws InvalidInputException if an escape is incomplete or not hex, or the bytes are not UTF-8
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
