package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The kinds of documents that are measured. */
public final class DocumentKind {
  /** All, in the order of the table. */
  public static final List<String> ALL =
      List.of("orders", "orders, declared", "texts", "Japanese texts", "nested", "numbers");

  private DocumentKind() {}

  /** How the names of a kind's figures begin. */
  public static String figure(String kind) {
    return "documents." + kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
  }

  static byte[] document(String kind, int bytes) {
    return switch (kind) {
      case "orders", "orders, declared" -> orders(bytes);
      case "texts" ->
          repeated("{\"text\":\"" + "Lorem ipsum dolor sit amet, ".repeat(40) + "\"}\n", bytes);
      case "Japanese texts" -> repeated("{\"text\":\"" + "日本語の文字列、".repeat(40) + "\"}\n", bytes);
      case "nested" ->
          repeated(
              "{\"a\":{\"b\":[{\"c\":1},{\"c\":[true,null,\"x\"]}],\"d\":{\"e\":{\"f\":-1.5}}}}\n",
              bytes);
      case "numbers" ->
          repeated(
              "{\"values\":[" + "123456,-0.25,17,3.14159265358979,".repeat(20) + "0]}\n", bytes);
      default -> throw new IllegalArgumentException("there is no kind of document " + kind);
    };
  }

  private static byte[] repeated(String row, int bytes) {
    return row.repeat(bytes / row.getBytes(UTF_8).length).getBytes(UTF_8);
  }

  private static byte[] orders(int bytes) {
    var random = new Random(1);
    var rows = new StringBuilder(bytes + 1_000);
    while (rows.length() < bytes) {
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
