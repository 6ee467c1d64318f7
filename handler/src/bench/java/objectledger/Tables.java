package objectledger;

import java.util.List;
import java.util.Locale;
import objectledger.ops.Markdown;

/** What the tables of docs/performance.md have in common. */
final class Tables {
  private Tables() {}

  /**
   * A table with its heading; empty if the table has no row but its first one.
   *
   * @param rows the first one is the heading of the table
   * @param texts how many columns hold text; the ones after them hold numbers
   */
  static String section(String title, List<List<String>> rows, int texts) {
    return rows.size() == 1 ? "" : "### %s\n\n%s\n".formatted(title, Markdown.table(rows, texts));
  }

  /**
   * A number as {@code 1,234.5}, rounded half up.
   *
   * @param digits how many it has after the point
   */
  static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** Whether a target is met, as the tables show it. */
  static String verdict(boolean isMet) {
    return isMet ? "met" : "**missed**";
  }
}
