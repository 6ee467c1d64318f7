package objectledger.ops.state;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** CSV with a heading; a value that is not known is empty and not quoted. */
record CsvFormat(PrintStream out) implements RowFormat {
  @Override
  public void columns(List<String> names) {
    out.print(String.join(",", names) + "\r\n");
  }

  @Override
  public void row(List<String> values) {
    out.print(line(values) + "\r\n");
  }

  /**
   * A line of CSV (RFC 4180): every value that is there is quoted, so that an empty one differs.
   */
  private static String line(List<String> values) {
    return values.stream()
        .map(value -> value == null ? "" : '"' + value.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }
}
