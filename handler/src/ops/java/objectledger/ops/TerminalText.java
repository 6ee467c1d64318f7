package objectledger.ops;

/** Makes text of other parties safe to print: a control sequence would command the terminal. */
public final class TerminalText {
  private TerminalText() {}

  /** The text with every control, format and line-breaking character as an escape of JSON. */
  public static String of(String text) {
    var printable = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); ) {
      var character = text.codePointAt(i);
      var length = Character.charCount(character);
      if (isPlain(character)) {
        printable.appendCodePoint(character);
      } else {
        text.substring(i, i + length)
            .chars()
            .forEach(c -> printable.append("\\u%04x".formatted(c)));
      }
      i += length;
    }
    return printable.toString();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
