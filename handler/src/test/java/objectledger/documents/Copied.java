package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/** Documents of tests, and the rows that are made of them. */
final class Copied {
  static final String HEAD = "{\"ingest_id\":\"7\",\"ingest_time\":\"2026-11-27 10:00:00\"";
  private static final Instant TIME = Instant.parse("2026-11-27T10:00:00.999Z");
  private static final long LIMIT = 1 << 30;

  private Copied() {}

  /** A table whose columns are given by name and type in turn. */
  static TableDeclaration table(String... columns) {
    var types = new LinkedHashMap<String, ColumnType>();
    for (var i = 0; i < columns.length; i += 2) {
      types.put(columns[i], ColumnTypeReader.read(columns[i + 1]));
    }
    return new TableDeclaration(
        new ColumnType.StructType(types), TableDeclaration.Partition.DAY, false);
  }

  /** The lines of a document. */
  static byte[] bytes(TableDeclaration table, byte[] document) {
    try (var body =
        DocumentBody.open(
            new SourceStream(new ByteArrayInputStream(document), document.length),
            table.isBase64(),
            LIMIT)) {
      var out = new ByteArrayOutputStream();
      var unused = new DocumentReader("7", TIME, table).copy(body, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a document, each without what the function adds. */
  static List<String> rows(TableDeclaration table, byte[] document) {
    return new String(bytes(table, document), UTF_8)
        .lines()
        .map(line -> line.replace(HEAD + ",", "{").replace(HEAD, "{"))
        .toList();
  }

  static List<String> rows(TableDeclaration table, String document) {
    return rows(table, document.getBytes(UTF_8));
  }

  static List<String> rows(String document) {
    return rows(TableDeclaration.NONE, document);
  }

  /** The refusal of a document. */
  static Refusal refusal(TableDeclaration table, byte[] document) {
    try {
      bytes(table, document);
    } catch (RefusalException e) {
      return e.refusal();
    }
    throw new AssertionError("the document was not refused");
  }

  static Refusal refusal(TableDeclaration table, String document) {
    return refusal(table, document.getBytes(UTF_8));
  }

  static Refusal refusal(String document) {
    return refusal(TableDeclaration.NONE, document);
  }
}
