package objectledger.ops.adopt;

import java.util.Optional;

/**
 * Writes {@code sources.<label>.others} into the text of a values file; everything else in it stays
 * byte for byte the same.
 *
 * @param text of the file
 */
record ValuesFile(String text) {
  private static final String NAME = "others";

  /**
   * The text with these others; empty if the place for them is not found, because the file is
   * written in a way that is not known.
   */
  Optional<String> with(String label, Others others) {
    try {
      var file = HclObject.ofFile(new HclScanner(text));
      return file.item("sources")
          .flatMap(file::inside)
          .flatMap(sources -> sources.item(label).flatMap(sources::inside))
          .map(
              source ->
                  source
                      .item(NAME)
                      .map(item -> replaced(item, others))
                      .orElseGet(() -> inserted(source, others)));
    } catch (HclScanner.UnknownHclException e) {
      return Optional.empty();
    }
  }

  /** What a person types instead, below that label. */
  static String toPaste(Others others) {
    return NAME + " = " + HclText.block(others, "");
  }

  private String replaced(HclObject.Item item, Others others) {
    var lineStart = lineStart(item.nameStart());
    var indent = text.substring(lineStart, item.nameStart());
    if (!indent.isBlank()) {
      return text.substring(0, item.valueStart())
          + HclText.inline(others)
          + text.substring(item.valueEnd());
    }
    // Before a value of several lines there is one blank; what it was aligned with is left alone.
    return text.substring(0, item.nameStart())
        + NAME
        + " = "
        + lines(HclText.block(others, indent))
        + text.substring(item.valueEnd());
  }

  private String inserted(HclObject source, Others others) {
    var closing = text.substring(lineStart(source.end()), source.end());
    if (closing.isBlank()) {
      var indent = closing + "  ";
      if (!source.items().isEmpty()) {
        var last = source.items().getLast().nameStart();
        var before = text.substring(lineStart(last), last);
        indent = before.isBlank() ? before : indent;
      }
      return text.substring(0, source.end() - closing.length())
          + lines(indent + NAME + " = " + HclText.block(others, indent) + "\n")
          + text.substring(source.end() - closing.length());
    }
    var inline = NAME + " = " + HclText.inline(others);
    if (source.items().isEmpty()) {
      // A comment stays where it is.
      return text.substring(0, source.end()).stripTrailing()
          + " "
          + inline
          + " "
          + text.substring(source.end());
    }
    var last = source.items().getLast().valueEnd();
    return text.substring(0, last)
        + ", "
        + inline
        + rest(last, source.end())
        + text.substring(source.end());
  }

  /** What is between the last value and the closing brace, without the comma that stands there. */
  private String rest(int from, int end) {
    var hcl = new HclScanner(text);
    var comma = hcl.skipBlanks(from, true);
    return comma < end
        ? text.substring(from, comma) + text.substring(comma + 1, end)
        : text.substring(from, end);
  }

  private int lineStart(int position) {
    return text.lastIndexOf('\n', position - 1) + 1;
  }

  /** Lines as the file ends them. */
  private String lines(String block) {
    return text.contains("\r\n") ? block.replace("\n", "\r\n") : block;
  }
}
