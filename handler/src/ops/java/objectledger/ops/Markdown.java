package objectledger.ops;

import java.util.List;

/** Tables for the documents, which tests compare with what they should show. */
public final class Markdown {
  private Markdown() {}

  /**
   * A table, its columns aligned.
   *
   * @param rows the first one is the heading
   * @param texts how many columns hold text; the ones after them hold numbers
   */
  public static String table(List<List<String>> rows, int texts) {
    var table = new StringBuilder();
    for (var row : rows) {
      table.append('|');
      for (var column = 0; column < row.size(); column++) {
        var at = column;
        var width = rows.stream().mapToInt(other -> other.get(at).length()).max().getAsInt();
        table.append(
            (" %" + (column < texts ? "-" : "") + width + "s |").formatted(row.get(column)));
      }
      table.append('\n');
      if (row == rows.getFirst()) {
        table
            .append('|')
            .append(" --- |".repeat(texts))
            .append(" --: |".repeat(row.size() - texts))
            .append('\n');
      }
    }
    return table.toString();
  }
}
