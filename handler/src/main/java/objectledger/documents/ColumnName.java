package objectledger.documents;

import java.util.Set;

/** Makes column names: lower snake case of ASCII, which every engine reads without quotes. */
final class ColumnName {
  /** What the function adds, and the names of partitions. */
  static final Set<String> RESERVED = Set.of("ingest_id", "ingest_time", "date", "hour");

  private ColumnName() {}

  /**
   * The column of a member. {@code orderID} is {@code order_id}, {@code HTTPServer} is {@code
   * http_server}, {@code größe in cm} is {@code gr_e_in_cm}, {@code 2nd} is {@code _2nd}.
   */
  static String of(String member) {
    var name = new StringBuilder(member.length() + 4);
    for (var i = 0; i < member.length(); i++) {
      var c = member.charAt(i);
      if (isUpper(c)) {
        if (beginsWord(member, i)) {
          name.append('_');
        }
        name.append((char) (c + ('a' - 'A')));
      } else if (isLower(c) || isDigit(c) || c == '_') {
        name.append(c);
      } else if (i == 0 || isOfAName(member.charAt(i - 1))) {
        // A run of other characters is one underscore.
        name.append('_');
      }
    }
    if (name.isEmpty()) {
      return "_";
    }
    return isDigit(name.charAt(0)) ? "_" + name : name.toString();
  }

  /** Whether a capital begins a word: after a small letter or digit, or as the last of capitals. */
  private static boolean beginsWord(String member, int i) {
    if (i == 0) {
      return false;
    }
    var before = member.charAt(i - 1);
    return isLower(before)
        || isDigit(before)
        || (isUpper(before) && i + 1 < member.length() && isLower(member.charAt(i + 1)));
  }

  private static boolean isOfAName(char c) {
    return isUpper(c) || isLower(c) || isDigit(c) || c == '_';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
