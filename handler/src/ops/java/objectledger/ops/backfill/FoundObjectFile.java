package objectledger.ops.backfill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;

/**
 * Reads a file that a query has written: JSON, a line each row, as Athena's {@code UNLOAD} writes
 * it; or CSV with a line of names, as Athena writes the results of a query. Either may be gzip.
 *
 * <p>The {@code TEXTFILE} of an {@code UNLOAD} is refused: it quotes nothing, so that a key with a
 * comma or a line break would name other objects.
 */
final class FoundObjectFile {
  private static final int GZIP = 0x1F8B;

  private FoundObjectFile() {}

  /** What to do with each row. */
  interface Reader {
    void read(FoundObject object) throws IOException;
  }

  /**
   * Reads every row.
   *
   * @param name for messages
   * @throws CommandException if it is no such file, with the line
   */
  static void read(String name, InputStream content, Reader reader) throws IOException {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    try (var text = new BufferedReader(new InputStreamReader(plain(content), decoder), 1 << 16)) {
      text.mark(1);
      var first = text.read();
      if (first >= 0) {
        text.reset();
        if (first == '{') {
          readJson(name, text, reader);
        } else {
          readCsv(name, text, reader);
        }
      }
    } catch (CharacterCodingException e) {
      throw new CommandException(JsonText.quote(name) + " is not UTF-8", e);
    } catch (ZipException e) {
      throw new CommandException(JsonText.quote(name) + " is a broken gzip file", e);
    }
  }

  private static InputStream plain(InputStream content) throws IOException {
    var in = new PushbackInputStream(content, 2);
    var magic = in.readNBytes(2);
    in.unread(magic);
    var isGzip = magic.length == 2 && (((magic[0] & 0xFF) << 8) | (magic[1] & 0xFF)) == GZIP;
    return isGzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static void readJson(String name, BufferedReader text, Reader reader) throws IOException {
    var number = 0;
    for (var line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      if (!line.isBlank()) {
        reader.read(ofJson(name, number, line));
      }
    }
  }

  private static FoundObject ofJson(String name, int number, String line) {
    try {
      var row = new JsonValue("", JsonReader.read(line));
      var bucket = row.get("bucket").isAbsent() ? row.get("source") : row.get("bucket");
      return new FoundObject(
          bucket.textOrEmpty(),
          row.get("key").text(),
          row.get("version_id").textOrEmpty(),
          row.get("is_delete_marker").isEqualTo(true));
    } catch (InvalidInputException e) {
      throw refused(name, number, JsonText.oneLine(e.getMessage()));
    }
  }

  private static void readCsv(String name, BufferedReader text, Reader reader) throws IOException {
    var csv = new CsvReader(text);
    var names = new ArrayList<String>();
    try {
      for (var row = csv.next(); !row.isEmpty(); row = csv.next()) {
        if (names.isEmpty()) {
          names.addAll(row);
          if (!names.contains("key")) {
            throw new InvalidInputException("its first line does not name a column key");
          }
        } else if (row.size() != names.size()) {
          throw new InvalidInputException(
              "it has %s columns, and the first line %s".formatted(row.size(), names.size()));
        } else {
          reader.read(ofCsv(names, row));
        }
      }
    } catch (InvalidInputException e) {
      throw refused(name, csv.line(), e.getMessage());
    }
  }

  private static FoundObject ofCsv(List<String> names, List<String> row) {
    var bucket = names.contains("bucket") ? "bucket" : "source";
    return new FoundObject(
        value(names, row, bucket),
        value(names, row, "key"),
        value(names, row, "version_id"),
        value(names, row, "is_delete_marker").equals("true"));
  }

  private static String value(List<String> names, List<String> row, String name) {
    var column = names.indexOf(name);
    return column < 0 ? "" : row.get(column);
  }

  private static CommandException refused(String name, int line, String why) {
    return new CommandException(
        "%s, line %s: %s".formatted(JsonText.quote(name), line, why),
        List.of(
            "write the rows as JSON: UNLOAD (SELECT …) TO 's3://…'"
                + " WITH (format = 'JSON', compression = 'GZIP')"));
  }
}
