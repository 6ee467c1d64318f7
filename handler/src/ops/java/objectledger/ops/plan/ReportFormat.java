package objectledger.ops.plan;

import objectledger.json.JsonText;
import objectledger.ops.TerminalText;

/**
 * The format of a report. Text of other parties, as a name or a tag, is always {@linkplain #quote
 * quoted}: it stays in its line and can be neither markup nor a mention.
 */
enum ReportFormat {
  /** For a comment at a pull request. */
  MARKDOWN {
    @Override
    String heading(String title) {
      return "### " + title;
    }

    @Override
    String warning(String line) {
      return "> - " + line;
    }

    @Override
    String quote(String text) {
      // Inside a code span nothing but a backtick has a meaning. A comment of HTML is found by
      // tools that look for their mark in the raw text, so it is spelt out as well.
      var quoted = TEXT.quote(text).replace("`", "\\u0060").replace("<", "\\u003c");
      return quoted.isBlank() ? "(empty)" : "`" + quoted + "`";
    }
  },

  /** For a person's terminal. */
  TEXT {
    @Override
    String heading(String title) {
      return title;
    }

    @Override
    String warning(String line) {
      return "  !! " + line;
    }

    @Override
    String quote(String text) {
      var printable = TerminalText.of(text);
      return printable.length() <= LONGEST ? printable : JsonText.cut(printable, LONGEST) + "…";
    }
  };

  /** A statement of a policy with some resources fits. */
  private static final int LONGEST = 1_500;

  abstract String heading(String title);

  abstract String warning(String line);

  abstract String quote(String text);

  /** "a → b", with the empty text as none; one value where both are the same. */
  String change(String before, String after) {
    var from = before.isEmpty() ? "none" : quote(before);
    var to = after.isEmpty() ? "none" : quote(after);
    return from.equals(to) ? from + ", as before" : from + " → " + to;
  }

  /** One line of a list. */
  String item(String line) {
    return (this == MARKDOWN ? "- " : "  ") + line;
  }
}
