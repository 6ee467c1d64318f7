package objectledger.json;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds and replaces lone surrogates: Java's strings and JSON's escapes can have them, but they are
 * no characters and have no UTF-8 form.
 */
public final class UnicodeText {
  private static final String REPLACEMENT = "\uFFFD";

  private UnicodeText() {}

  /** Whether the text has a UTF-8 form. Most texts have no surrogate at all, which is quick. */
  public static boolean isWellFormed(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints().noneMatch(UnicodeText::isSurrogate);
      }
    }
    return true;
  }

  /** The text with U+FFFD in place of every lone surrogate. */
  static String repair(String text) {
    if (isWellFormed(text)) {
      return text;
    }
    var repaired = new StringBuilder(text.length());
    text.codePoints()
        .mapToObj(c -> isSurrogate(c) ? REPLACEMENT : Character.toString(c))
        .forEach(repaired::append);
    return repaired.toString();
  }

  /** The members with every name repaired, and no two names equal, which readers reject too. */
  static Map<?, ?> repairNames(Map<?, ?> members) {
    for (var name : members.keySet()) {
      if (!isWellFormed((String) name)) {
        return uniqueNames(members);
      }
    }
    return members;
  }

  private static Map<String, Object> uniqueNames(Map<?, ?> members) {
    var unique = new LinkedHashMap<String, Object>();
    members.forEach(
        (name, value) -> {
          var repaired = repair((String) name);
          while (unique.containsKey(repaired)) {
            repaired = repaired.concat(REPLACEMENT);
          }
          unique.put(repaired, value);
        });
    return unique;
  }

  /** A surrogate pair is one code point, so a surrogate among the code points is alone. */
  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
