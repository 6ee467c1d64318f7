package objectledger.ops;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The settings as bytes. Java decodes environment variables by the locale, which in {@code
 * LC_ALL=C} changes {@code Köln/} into another prefix.
 */
record GivenSettings(Map<String, byte[]> values) {
  /** Parses bytes in hex: {@code NAME=value}, each followed by a zero byte. */
  static GivenSettings parse(String hex) {
    var bytes = HexFormat.of().parseHex(hex);
    var values = new HashMap<String, byte[]>();
    var start = 0;
    for (var end = 0; end < bytes.length; end++) {
      if (bytes[end] == 0) {
        add(values, Arrays.copyOfRange(bytes, start, end));
        start = end + 1;
      }
    }
    return new GivenSettings(values);
  }

  private static void add(Map<String, byte[]> values, byte[] setting) {
    var equals = 0;
    while (setting[equals] != '=') {
      equals++;
    }
    values.put(
        new String(setting, 0, equals, StandardCharsets.US_ASCII),
        Arrays.copyOfRange(setting, equals + 1, setting.length));
  }

  /**
   * The value of a setting; empty if it is not given.
   *
   * @throws CommandException if it is not UTF-8, which no name in AWS is
   */
  Optional<String> value(String name) {
    var value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException e) {
      throw new CommandException(
          name + " is not UTF-8: type it in a terminal whose encoding is UTF-8");
    }
  }
}
