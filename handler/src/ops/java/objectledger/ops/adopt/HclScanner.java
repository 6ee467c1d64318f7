package objectledger.ops.adopt;

/**
 * Finds where the tokens of a values file end, as far as it takes to find one value in it: strings
 * with templates, heredocs, comments and brackets. Terraform proves afterwards that the file means
 * what it should; so this only has to be right where it is sure, and to fail otherwise.
 *
 * @param text of the file
 */
record HclScanner(String text) {
  /** A place where the text is not what is known of HCL. */
  static final class UnknownHclException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownHclException(String message) {
      super(message);
    }
  }

  /** The character there; a zero at the end. */
  char at(int position) {
    return position < text.length() ? text.charAt(position) : 0;
  }

  UnknownHclException unknown(int position) {
    var line =
        text.substring(0, Math.min(position, text.length())).chars().filter(c -> c == '\n').count();
    return new UnknownHclException("line " + (line + 1));
  }

  /** The end of blanks, comments and, if they mean nothing here, line breaks. */
  int skipBlanks(int from, boolean lines) {
    var i = from;
    while (i < text.length()) {
      if (text.charAt(i) == ' ' || text.charAt(i) == '\t' || text.charAt(i) == '\r') {
        i++;
      } else if (text.startsWith("/*", i)) {
        var end = text.indexOf("*/", i + 2);
        if (end < 0) {
          throw unknown(i);
        }
        i = end + 2;
      } else if (lines && isLineComment(i)) {
        i = endOfLine(i);
      } else if (lines && text.charAt(i) == '\n') {
        i++;
      } else {
        return i;
      }
    }
    return i;
  }

  boolean isLineComment(int position) {
    return at(position) == '#' || text.startsWith("//", position);
  }

  int endOfLine(int position) {
    var end = text.indexOf('\n', position);
    return end < 0 ? text.length() : end;
  }

  /** The end of an identifier; the same place where none begins. */
  int skipName(int from) {
    var i = from;
    while (i < text.length()
        && (Character.isUnicodeIdentifierPart(text.charAt(i)) || text.charAt(i) == '-')
        && !Character.isIdentifierIgnorable(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The end of a string that begins here, with all that is in its templates. */
  int skipString(int from) {
    for (var i = from + 1; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"' -> {
          return i + 1;
        }
        case '\\' -> i++;
        case '\n' -> throw unknown(i);
        case '$', '%' -> {
          if (at(i + 1) == text.charAt(i) && at(i + 2) == '{') {
            i += 2;
          } else if (at(i + 1) == '{') {
            i = skipBrackets(i + 1) - 1;
          }
        }
        default -> {}
      }
    }
    throw unknown(from);
  }

  /** The end of what is between a bracket here and the one that closes it. */
  int skipBrackets(int from) {
    var closing =
        switch (text.charAt(from)) {
          case '{' -> '}';
          case '[' -> ']';
          default -> ')';
        };
    var i = skipBlanks(from + 1, true);
    while (i < text.length()) {
      if (text.charAt(i) == closing) {
        return i + 1;
      }
      i = skipBlanks(skipToken(i), true);
    }
    throw unknown(from);
  }

  /** The end of the token that begins here: more than one character only where it matters. */
  int skipToken(int from) {
    return switch (at(from)) {
      case '"' -> skipString(from);
      case '{', '[', '(' -> skipBrackets(from);
      case '}', ']', ')', 0 -> throw unknown(from);
      case '<' -> at(from + 1) == '<' ? skipHeredoc(from) : from + 1;
      default -> Math.max(skipName(from), from + 1);
    };
  }

  /** The end of the line that ends a heredoc, without its line break. */
  private int skipHeredoc(int from) {
    var name = at(from + 2) == '-' ? from + 3 : from + 2;
    var mark = text.substring(name, skipName(name));
    var line = endOfLine(name);
    if (mark.isEmpty() || !text.substring(name, line).strip().equals(mark)) {
      throw unknown(from);
    }
    while (line < text.length()) {
      var next = endOfLine(line + 1);
      if (text.substring(line + 1, next).strip().equals(mark)) {
        return next;
      }
      line = next;
    }
    throw unknown(from);
  }
}
