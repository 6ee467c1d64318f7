package objectledger.ops.state;

import java.io.PrintStream;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;

/** The formats by their names. */
final class RowFormats {
  private RowFormats() {}

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
}
