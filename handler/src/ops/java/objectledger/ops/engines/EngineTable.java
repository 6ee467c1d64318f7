package objectledger.ops.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import objectledger.ops.CommandException;
import objectledger.ops.Markdown;

/** The table of docs/query.md: what each engine answered, and how long it took. */
final class EngineTable {
  static final List<String> HEADING = List.of("statement", "rows", "DuckDB (ms)", "Trino (ms)");

  private static final String BEGIN = "<!-- engines -->\n";
  private static final String END = "<!-- /engines -->";

  private EngineTable() {}

  /** Writes the table between the marks of the document. */
  static void write(Path document, List<List<String>> rows) throws IOException {
    var text = Files.readString(document);
    var begin = text.indexOf(BEGIN);
    var end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new CommandException(
          "%s has no place for the table: write the lines %s and %s"
              .formatted(document, BEGIN.strip(), END));
    }
    Files.writeString(
        document,
        text.substring(0, begin + BEGIN.length())
            + '\n'
            + Markdown.table(rows, 1)
            + '\n'
            + text.substring(end));
  }
}
