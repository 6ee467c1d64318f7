package objectledger.ops.backfill;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import objectledger.json.InvalidInputException;

/** Reads CSV (RFC 4180): a quoted field may contain commas, line breaks and doubled quotes. */
final class CsvReader {
  private static final int END = -1;

  private final Reader in;
  private int next;
  private int lines = 1;
  private int line;
  private boolean hasBegun;

  CsvReader(Reader in) {
    this.in = in;
  }

  /** The line at which the last row begins. */
  int line() {
    return line;
  }

  /**
   * The next row; empty at the end.
   *
   * @throws InvalidInputException if a quote is not closed, or stands in the middle of a field
   */
  List<String> next() throws IOException {
    if (!hasBegun) {
      hasBegun = true;
      advance();
    }
    while (next == '\n' || next == '\r') {
      advance();
    }
    line = lines;
    var row = new ArrayList<String>();
    if (next == END) {
      return row;
    }
    row.add(field());
    while (next == ',') {
      advance();
      row.add(field());
    }
    if (next == '\r') {
      advance();
    }
    if (next != '\n' && next != END) {
      throw new InvalidInputException("a field goes on after its closing quote");
    }
    advance();
    return row;
  }

  private String field() throws IOException {
    return next == '"' ? quoted() : plain();
  }

  private String plain() throws IOException {
    var field = new StringBuilder();
    for (; next != ',' && next != '\n' && next != '\r' && next != END; advance()) {
      if (next == '"') {
        throw new InvalidInputException("a quote stands in a field that is not quoted");
      }
      field.append((char) next);
    }
    return field.toString();
  }

  private String quoted() throws IOException {
    var field = new StringBuilder();
    advance();
    while (true) {
      if (next == END) {
        throw new InvalidInputException("a quote is not closed");
      }
      var character = (char) next;
      advance();
      if (character == '"') {
        if (next != '"') {
          return field.toString();
        }
        advance();
      }
      field.append(character);
    }
  }

  private void advance() throws IOException {
    next = in.read();
    if (next == '\n') {
      lines++;
    }
  }
}
