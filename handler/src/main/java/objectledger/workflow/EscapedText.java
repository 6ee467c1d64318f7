package objectledger.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An unescaped text with the position of each of its characters in the original, so that a match
 * can be removed from the original.
 */
final class EscapedText {
  private final String text;
  private final int[] starts;
  private final int[] ends;

  private EscapedText(String text, int[] starts, int[] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  static EscapedText of(String text) {
    return new EscapedText(
        text,
        IntStream.range(0, text.length()).toArray(),
        IntStream.rangeClosed(1, text.length()).toArray());
  }

  String text() {
    return text;
  }

  /** The start of a character in the original. */
  int start(int at) {
    return starts[at];
  }

  /** The end of a character in the original. */
  int end(int at) {
    return ends[at];
  }

  /** The text unescaped in each of the ways. */
  List<EscapedText> unescaped() {
    return Arrays.stream(Escape.values()).map(this::unescaped).toList();
  }

  private EscapedText unescaped(Escape escape) {
    var plain = new StringBuilder(text.length());
    var from = new int[text.length()];
    var to = new int[text.length()];
    for (var at = 0; at < text.length(); ) {
      var unit = escape.at(text, at);
      if (unit.character() >= 0) {
        from[plain.length()] = starts[at];
        to[plain.length()] = ends[at + unit.length() - 1];
        plain.append((char) unit.character());
      }
      at += unit.length();
    }
    return new EscapedText(plain.toString(), from, to);
  }

  /**
   * One character of a text, unescaped.
   *
   * @param character less than 0 if the unit is no character
   * @param length in the escaped text
   */
  private record Unit(int character, int length) {}

  /** The ways of escaping that occur in responses. */
  private enum Escape {
    JSON {
      @Override
      Unit at(String text, int at) {
        if (text.charAt(at) != '\\' || at + 1 == text.length()) {
          return plain(text, at);
        }
        return text.charAt(at + 1) == 'u'
            ? number(text, at, at + 2, at + 6, 16, at + 6)
            : new Unit(text.charAt(at + 1), 2);
      }
    },
    URL {
      @Override
      Unit at(String text, int at) {
        return text.charAt(at) == '%'
            ? number(text, at, at + 1, at + 3, 16, at + 3)
            : plain(text, at);
      }
    },
    HTML {
      @Override
      Unit at(String text, int at) {
        var end = text.charAt(at) == '&' ? text.indexOf(';', at) : -1;
        if (end < 0 || end - at > LONGEST) {
          return plain(text, at);
        }
        var name = text.substring(at + 1, end);
        if (name.startsWith("#x") || name.startsWith("#X")) {
          return number(text, at, at + 3, end, 16, end + 1);
        }
        if (name.startsWith("#")) {
          return number(text, at, at + 2, end, 10, end + 1);
        }
        var known = List.of("amp", "lt", "gt", "quot", "apos").indexOf(name);
        return known < 0 ? plain(text, at) : new Unit("&<>\"'".charAt(known), end + 1 - at);
      }
    },
    LINES {
      @Override
      Unit at(String text, int at) {
        return Character.isWhitespace(text.charAt(at)) ? new Unit(-1, 1) : plain(text, at);
      }
    };

    private static final int LONGEST = 12;

    /** The unit that begins at a position. */
    abstract Unit at(String text, int at);

    static Unit plain(String text, int at) {
      return new Unit(text.charAt(at), 1);
    }

    /**
     * The character with the number between two positions; the plain character if that is no
     * number.
     */
    static Unit number(String text, int at, int from, int to, int radix, int end) {
      var value = 0;
      for (var place = from; place < to; place++) {
        var digit = place < text.length() ? Character.digit(text.charAt(place), radix) : -1;
        if (digit < 0) {
          return plain(text, at);
        }
        value = Math.min(value * radix + digit, Character.MAX_VALUE);
      }
      return new Unit(value, end - at);
    }
  }
}
