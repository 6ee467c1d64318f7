package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures how many megabytes of a document the function copies in a second, beside jackson-core
 * alone, which parses and copies the same bytes. The rounds of both alternate, and medians count.
 */
public final class DocumentsBench {
  private static final int BYTES = 16 << 20;
  private static final int ROUNDS = 15;
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

  public static void main(String[] arguments) throws IOException {
    System.out.println("| documents | the function | jackson-core's copy | ratio |");
    System.out.println("| --- | --- | --- | --- |");
    for (var kind : documents().entrySet()) {
      var measured = measure(kind.getValue(), table(kind.getKey()));
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %s | %.0f MB/s | %.0f MB/s | %.2f |",
              kind.getKey(),
              measured[0],
              measured[1],
              measured[0] / measured[1]));
    }
  }

  private static TableDeclaration table(String kind) {
    if (!kind.endsWith(", declared")) {
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

  /** Megabytes in a second: of the function, and of jackson-core. */
  static double[] measure(byte[] document, TableDeclaration table) throws IOException {
    var times = new long[2][ROUNDS];
    for (var round = -WARM_UP; round < ROUNDS; round++) {
      var ours = time(bytes -> copy(bytes, table), document);
      var plain = time(DocumentsBench::copyPlain, document);
      if (round >= 0) {
        times[0][round] = ours;
        times[1][round] = plain;
      }
    }
    return Arrays.stream(times).mapToDouble(each -> document.length * 1e3 / median(each)).toArray();
  }

  private static double median(long[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
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

  /** Documents by their kind. */
  static Map<String, byte[]> documents() {
    var documents = new LinkedHashMap<String, byte[]>();
    documents.put("orders", orders());
    documents.put("orders, declared", orders());
    documents.put(
        "texts", repeated("{\"text\":\"" + "Lorem ipsum dolor sit amet, ".repeat(40) + "\"}\n"));
    documents.put("Japanese texts", repeated("{\"text\":\"" + "日本語の文字列、".repeat(40) + "\"}\n"));
    documents.put(
        "nested",
        repeated(
            "{\"a\":{\"b\":[{\"c\":1},{\"c\":[true,null,\"x\"]}],\"d\":{\"e\":{\"f\":-1.5}}}}\n"));
    documents.put(
        "numbers",
        repeated("{\"values\":[" + "123456,-0.25,17,3.14159265358979,".repeat(20) + "0]}\n"));
    return documents;
  }

  private static byte[] repeated(String row) {
    return row.repeat(BYTES / row.getBytes(UTF_8).length).getBytes(UTF_8);
  }

  private static byte[] orders() {
    var random = new Random(1);
    var rows = new StringBuilder(BYTES + 1_000);
    while (rows.length() < BYTES) {
      rows.append(
          """
          {"orderID":%s,"customerName":"Customer %s","unitPrice":%s.%s,"weight":%s.5,"paid":%s,"createdAt":"2026-11-27T10:%s:00Z","note":null}
          """
              .formatted(
                  random.nextInt(1_000_000),
                  random.nextInt(1_000),
                  random.nextInt(1_000),
                  10 + random.nextInt(90),
                  random.nextInt(100),
                  random.nextBoolean(),
                  10 + random.nextInt(50)));
    }
    return rows.toString().getBytes(UTF_8);
  }
}
