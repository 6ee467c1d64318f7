package objectledger.ops.state;

import java.io.PrintStream;
import java.util.List;

/** CSV with a heading; a value that is not known is empty and not quoted. */
record CsvFormat(PrintStream out) implements RowFormat {
  @Override
  public void columns(List<String> names) {
    out.print(String.join(",", names) + "\r\n");
  }

  @Override
  public void row(List<String> values) {
    out.print(RowFormat.csv(values) + "\r\n");
  }
}
