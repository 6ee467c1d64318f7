package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines. */
final class TerminalLines {
  private TerminalLines() {}

  /** Lines of so many characters at most, unless a word is longer. There is always one. */
  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
