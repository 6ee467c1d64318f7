package objectledger.ops.state;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;
import objectledger.ops.query.Engine;

/** Prints the rows of an answer, as they come. */
interface RowFormat extends Engine.Rows, AutoCloseable {

  /** Prints what can only be printed after the last row. */
  @Override
  default void close() {}

  /**
   * The format of the setting {@code FORMAT}.
   *
   * @param bucket whose objects the rows are
   * @param isDiff whether the rows are changes, which are no manifest
   * @throws CommandException if there is none of that name
   */
  static RowFormat of(String name, PrintStream out, String bucket, boolean isDiff) {
    if (name.equals("manifest") && isDiff) {
      throw new CommandException(
          "FORMAT=manifest lists what was present at one time: set AT, and leave out FROM and TO");
    }
    return switch (name) {
      case "", "table" -> new TableFormat(out);
      case "csv" -> new CsvFormat(out);
      case "json" -> new JsonFormat(out);
      case "manifest" -> new ManifestFormat(out, bucket);
      default ->
          throw new CommandException(
              "FORMAT is " + JsonText.quote(name) + ": set table, csv, json or manifest");
    };
  }

  /**
   * A line of CSV (RFC 4180): every value that is there is quoted, so that an empty one differs.
   */
  static String csv(List<String> values) {
    return values.stream()
        .map(value -> value == null ? "" : '"' + value.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }
}
