package objectledger.changes;

/** Tells numbers as JSON writes them from other texts. */
final class JsonNumber {
  private JsonNumber() {}

  /** Whether a text is a number: {@code -0.5e+3} is one, {@code .5}, {@code 007} and +1 are not. */
  static boolean isOne(String text) {
    var begin = text.startsWith("-") ? 1 : 0;
    var at = digits(text, begin);
    if (at == begin || (text.charAt(begin) == '0' && at > begin + 1)) {
      return false;
    }
    if (isAt(text, at, ".")) {
      var end = digits(text, at + 1);
      if (end == at + 1) {
        return false;
      }
      at = end;
    }
    if (isAt(text, at, "eE")) {
      var from = isAt(text, at + 1, "+-") ? at + 2 : at + 1;
      var end = digits(text, from);
      return end > from && end == text.length();
    }
    return at == text.length();
  }

  private static boolean isAt(String text, int at, String characters) {
    return at < text.length() && characters.indexOf(text.charAt(at)) >= 0;
  }

  /** The end of the digits that begin here. */
  private static int digits(String text, int from) {
    var at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
