package objectledger.documents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.ops.ScaleFigures;

/**
 * Measures how many megabytes of a document the function copies in a second, beside jackson-core
 * alone, which parses and copies the same bytes. The rounds of both alternate, and medians count.
 * Prints figures.
 */
public final class DocumentsBench {
  private static final int WARM_UP = 5;
  private static final long LIMIT = 1L << 30;
  private static final JsonFactory PLAIN =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private DocumentsBench() {}

  /** One copy of a document. */
  @FunctionalInterface
  interface Copy {
    void run(byte[] document) throws IOException;
  }

  /**
   * Measures.
   *
   * @param arguments how many rounds, and the megabytes of a document
   */
  public static void main(String[] arguments) throws IOException {
    var rounds = Integer.parseInt(arguments[0]);
    var bytes = Integer.parseInt(arguments[1]) << 20;
    for (var kind : DocumentKind.values()) {
      measure(kind.figure(), kind.document(bytes), table(kind), rounds);
    }
  }

  private static TableDeclaration table(DocumentKind kind) {
    if (!kind.isDeclared()) {
      return TableDeclaration.NONE;
    }
    var columns = new LinkedHashMap<String, ColumnType>();
    Map.of(
            "order_id",
            "bigint",
            "customer_name",
            "string",
            "unit_price",
            "decimal(10,2)",
            "weight",
            "double",
            "paid",
            "boolean",
            "created_at",
            "timestamp")
        .forEach((name, type) -> columns.put(name, ColumnTypeReader.read(type)));
    return new TableDeclaration(
        new ColumnType.StructType(columns), TableDeclaration.Partition.DAY, false);
  }

  private static void measure(String figure, byte[] document, TableDeclaration table, int rounds)
      throws IOException {
    for (var round = -WARM_UP; round < rounds; round++) {
      var ours = time(bytes -> copy(bytes, table), document);
      var plain = time(DocumentsBench::copyPlain, document);
      if (round >= 0) {
        ScaleFigures.print(figure + ".mb_a_second", document.length * 1e3 / ours);
        ScaleFigures.print(figure + ".jackson_mb_a_second", document.length * 1e3 / plain);
      }
    }
  }

  private static long time(Copy copy, byte[] document) throws IOException {
    var begin = System.nanoTime();
    copy.run(document);
    return System.nanoTime() - begin;
  }

  private static void copy(byte[] document, TableDeclaration table) throws IOException {
    try (var body = DocumentBody.open(new ByteArrayInputStream(document), false, LIMIT)) {
      var rows =
          new DocumentReader("8476a536-e9f4-11e8-9739-2dfe598c3fcd", Instant.EPOCH, table)
              .copy(body, OutputStream.nullOutputStream());
      if (rows == 0) {
        throw new AssertionError();
      }
    }
  }

  private static void copyPlain(byte[] document) throws IOException {
    try (var parser = PLAIN.createParser(new ByteArrayInputStream(document));
        var generator = PLAIN.createGenerator(OutputStream.nullOutputStream())) {
      while (parser.nextToken() != null) {
        generator.copyCurrentEvent(parser);
      }
    }
  }
}
