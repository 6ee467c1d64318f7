package objectledger.changes;

import java.util.Map;

/** Writes a value as JSON, and refuses what the databases cannot hold. */
final class ItemJson {
  private static final String HEX = "0123456789abcdef";

  private final Dialect dialect;
  private final StringBuilder out;

  private ItemJson(Dialect dialect, StringBuilder out) {
    this.dialect = dialect;
    this.out = out;
  }

  /**
   * The JSON of a value.
   *
   * @throws RefusalException if the database cannot hold it
   */
  static String of(Value value, Dialect dialect) {
    var out = new StringBuilder(256);
    new ItemJson(dialect, out).write(value);
    return out.toString();
  }

  /**
   * Checks the texts of a value, whose numbers are texts in what is written.
   *
   * @throws RefusalException if the database cannot hold one
   */
  static void check(Value value) {
    switch (value) {
      case Value.Text text -> checkText(text.text());
      case Value.Binary binary -> checkText(binary.base64());
      case Value.Elements list -> list.elements().forEach(ItemJson::check);
      case Value.Members object ->
          object
              .members()
              .forEach(
                  (name, member) -> {
                    checkText(name);
                    check(member);
                  });
      case Value.Broken broken -> throw new RefusalException(broken.code(), broken.reason());
      case Value.Digits digits -> {}
      case Value.Truth truth -> {}
      case Value.Null none -> {}
    }
  }

  private void write(Value value) {
    switch (value) {
      case Value.Null none -> out.append("null");
      case Value.Truth truth -> out.append(truth.value());
      case Value.Text text -> quote(text.text());
      case Value.Binary binary -> quote(binary.base64());
      case Value.Digits digits -> {
        Numbers.check(digits.text(), dialect);
        out.append(digits.text());
      }
      case Value.Elements list -> {
        out.append('[');
        var before = out.length();
        for (var element : list.elements()) {
          comma(before);
          write(element);
        }
        out.append(']');
      }
      case Value.Members object -> {
        out.append('{');
        var before = out.length();
        for (Map.Entry<String, Value> member : object.members().entrySet()) {
          comma(before);
          quote(member.getKey());
          out.append(':');
          write(member.getValue());
        }
        out.append('}');
      }
      case Value.Broken broken -> throw new RefusalException(broken.code(), broken.reason());
    }
  }

  private void comma(int before) {
    if (out.length() > before) {
      out.append(',');
    }
  }

  private void quote(String text) {
    checkText(text);
    out.append('"');
    var from = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, from, i).append('\\');
        if (c < ' ') {
          out.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else {
          out.append(c);
        }
        from = i + 1;
      }
    }
    out.append(text, from, text.length()).append('"');
  }

  /**
   * Checks that a text has a UTF-8 form without NUL. PostgreSQL has no NUL in a text, and its
   * driver sends a question mark for a lone surrogate, so that two texts could become one.
   *
   * @throws RefusalException if it has none
   */
  static void checkText(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0) {
        throw new RefusalException(ReasonCode.VALUE_NOT_UNICODE, "a text with the character NUL");
      }
      if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          throw new RefusalException(
              ReasonCode.VALUE_NOT_UNICODE, "a text with a lone surrogate, which is no character");
        }
        i++;
      }
    }
  }

  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }
}
